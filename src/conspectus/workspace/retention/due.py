"""What is due to be destroyed, and what would be had somebody confirmed it."""

from datetime import date

from django.db.models import F, QuerySet
from django.utils import timezone

from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.retention.models import Destruction


def today() -> date:
    """The day by the clock on the wall."""
    return timezone.localdate()


def standing(inspection: Inspection) -> Destruction | None:
    """The confirmation that counts: for the retention date as it is now, and not taken back."""
    if inspection.keep_until is None:
        return None
    return inspection.destructions.filter(withdrawn_at=None, done_at=None, due=inspection.keep_until).first()


def _confirmed() -> QuerySet[Destruction]:
    """For the retention date as it still is, and not done yet."""
    return Destruction.objects.filter(withdrawn_at=None, done_at=None, due=F("inspection__keep_until"))


def due() -> QuerySet[Destruction]:
    """Confirmed, and the date is over."""
    return _confirmed().filter(due__lt=today()).select_related("inspection", "confirmed_by").order_by("pk")


def overdue() -> QuerySet[Inspection]:
    """Past their date, and nobody has confirmed it."""
    past = Inspection.objects.filter(keep_until__lt=today())
    return past.exclude(pk__in=_confirmed().values("inspection")).order_by("pk")


def is_destroyed(inspection: Inspection) -> str:
    """Why an inspection cannot be called destroyed yet; empty where it can."""
    done = inspection.destructions.filter(done_at__isnull=False).exists()
    return "" if done else "its data are not destroyed yet"
