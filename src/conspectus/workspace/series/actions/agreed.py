"""What agencies do about what was seen, and when it was done."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from conspectus.errors import ConspectusError
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.series.asking import may
from conspectus.workspace.series.models import AgreedAction, Round
from conspectus.workspace.series.policies import coordinates, marks_done
from conspectus.workspace.series.stages import OPEN


@transaction.atomic
def agree(*, one: Round, agency: Agency, what: str, by_when: date, duty: str = "", by: User) -> AgreedAction:
    """An agency does something by a day; the figures of its `duty` should move."""
    may(coordinates, one.series, by)
    if one.stage not in OPEN:
        raise ConspectusError("the round is closed", str(one), "Agree it in the next round.")
    if not what.strip():
        raise ConspectusError("an action says what is done", str(one), "Say what, and press again.")
    made = AgreedAction.objects.create(
        series=one.series, agreed_in=one, agency=agency, what=what.strip(), by_when=by_when, duty=duty, by=by
    )
    record(
        Action.ACTION_AGREED, by=by, inspection=one.inspection_id, target=f"action:{made.pk}",
        series=one.series_id, agency=agency.value, duty=duty,
    )  # fmt: skip
    return made


@transaction.atomic
def mark_done(*, action: AgreedAction, on: date, by: User) -> None:
    """It is done since a day, which is marked on the charts, so that one sees whether it helped."""
    may(marks_done, action.series, by, action)
    if on > timezone.localdate():
        raise ConspectusError("that day is still to come", action.what, "Give the day on which it was done.")
    locked = AgreedAction.objects.select_for_update().get(pk=action.pk)
    if locked.done_on is not None:
        raise ConspectusError("it is marked as done already", action.what, "Nothing is left to do.")
    locked.done_on, locked.done_by = on, by
    locked.save(update_fields=["done_on", "done_by"])
    record(
        Action.ACTION_DONE, by=by, target=f"action:{action.pk}", series=action.series_id, agency=action.agency,
        on=on.isoformat(),
    )  # fmt: skip
