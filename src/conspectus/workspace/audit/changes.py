"""When an inspection was last changed, as the log has it."""

from django.db.models import Max, Subquery

from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import READING, Action

NOTHING_STANDS = (*READING, Action.RATING_DRAFTED)  # nothing that others see is other than before
CHANGES = tuple(word for word in Action if word not in NOTHING_STANDS)


def last_change(inspection: int) -> str:
    """The seal of the newest row that is no reading; empty where nothing was ever changed."""
    changes = Entry.objects.filter(inspection=inspection, action__in=CHANGES).order_by()
    newest = changes.values("inspection").annotate(newest=Max("number")).values("newest")
    return Entry.objects.filter(number=Subquery(newest)).values_list("seal", flat=True).first() or ""
