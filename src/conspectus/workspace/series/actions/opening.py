"""Let an inspection see a series' published figures, and take that back."""

from django.db import transaction
from django.utils import timezone

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.series.asking import may
from conspectus.workspace.series.keeping import round_of
from conspectus.workspace.series.models import Grant, Series
from conspectus.workspace.series.policies import coordinates


@transaction.atomic
def grant(*, series: Series, inspection: int, by: User) -> Grant:
    """Those who inspect there see the trends of the suppressed figures, and can use a signal as evidence."""
    may(coordinates, series, by)
    found = Inspection.objects.filter(pk=inspection).first()
    if found is None or round_of(found) is not None or found.nation != series.nation:
        raise ConspectusError(
            f"there is no inspection {inspection} in this nation",
            series.title,
            "Ask its lead: the number stands in the address of its page.",
        )
    made, new = Grant.objects.get_or_create(
        series=series, inspection=found, withdrawn_at=None, defaults={"by": by}
    )
    if new:
        record(Action.SERIES_OPENED, by=by, inspection=found.pk, target=f"series:{series.pk}")
    return made


@transaction.atomic
def withdraw_grant(*, grant: Grant, by: User) -> None:
    """From now on they see nothing more; evidence that was taken stays."""
    may(coordinates, grant.series, by)
    if Grant.objects.filter(pk=grant.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        record(Action.SERIES_SHUT, by=by, inspection=grant.inspection_id, target=f"series:{grant.series_id}")
