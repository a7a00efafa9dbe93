"""What the worker does when nobody has acknowledged in time that a child may be at immediate risk."""

from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from conspectus.workspace.inspections.actions.concerns import escalate, tell
from conspectus.workspace.inspections.models import Concern

AGAIN = timedelta(minutes=1)  # after which an e-mail that was to go at once has not gone


def due() -> QuerySet[Concern]:
    """Concerns that wait for longer than is allowed, and which do not show for more people yet."""
    before = timezone.now() - timedelta(seconds=settings.ESCALATE_AFTER)
    return Concern.objects.filter(acknowledged_at=None, escalated_at=None, at__lt=before)


def untold() -> QuerySet[Concern]:
    """Concerns that wait and of which an e-mail did not reach somebody; none where no e-mail leaves the machine."""
    found = Concern.objects.filter(acknowledged_at=None, at__lt=timezone.now() - AGAIN)
    return found.exclude(untold=None).distinct() if settings.MAILED else found.none()


@task()
def escalate_due() -> int:
    """Show each to more people, then tell everybody whom no e-mail has reached; how many came to be shown to more.

    Whom it does not reach now, the next look tries again.
    """
    escalated = [one.pk for one in due() if escalate(concern=one)]
    for one in {*Concern.objects.filter(pk__in=escalated), *untold()}:
        tell(one)
    return len(escalated)


def look() -> None:
    """Put it in line where something is due; a second one finds nothing left to do."""
    if due().exists() or untold().exists():
        escalate_due.enqueue()
