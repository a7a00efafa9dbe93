"""When a letter becomes public."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from conspectus.definitions import ResponseDuty, duties
from conspectus.errors import ConspectusError
from conspectus.records.dates import add_working_days
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.actions.inspection import move_on
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.letters.editions import newest, read
from conspectus.workspace.letters.models import Edition, StatementOfAction
from conspectus.workspace.letters.policies import publishes
from conspectus.workspace.letters.stages import everybody_signed

STATEMENT = "written-statement-of-action"  # the duty that says how long an area has


@transaction.atomic
def set_publication(*, inspection: Inspection, at: datetime, by: User) -> Edition:
    """Have the signed letter become public at this time, on the day that it bears; at once where it is past."""
    may(publishes, inspection, by)
    edition = _signed(inspection)
    day = read(edition).inspection.published
    if day is None or timezone.localdate(at) != day:
        bears = f"{day:%d/%m/%Y}" if day else "no day"
        raise ConspectusError(
            f"the letter bears {bears}, and would be published on {timezone.localdate(at):%d/%m/%Y}",
            inspection.title,
            "Choose a time of that day, or correct the day: every signature stays.",
        )
    edition.publish_at, edition.publish_by, edition.trouble = at, by, ""
    edition.save()
    record(
        Action.PUBLICATION_SET, by=by, inspection=inspection.pk, target=f"edition:{edition.number}",
        publish_at=at.isoformat(),
    )  # fmt: skip
    if at <= timezone.now():
        publish(edition=edition)
    return edition


@transaction.atomic
def withdraw_publication(*, inspection: Inspection, by: User) -> None:
    """No time is set any more."""
    may(publishes, inspection, by)
    edition = newest(inspection)
    if edition is not None and edition.publish_at and edition.published_at is None:
        edition.publish_at = edition.publish_by = None
        edition.save()
        record(
            Action.PUBLICATION_WITHDRAWN, by=by, inspection=inspection.pk, target=f"edition:{edition.number}"
        )


@transaction.atomic
def publish(*, edition: Edition) -> None:
    """Make it public in the name of whoever set the time; the statement of action falls due from here on."""
    locked = Inspection.objects.select_for_update().get(pk=edition.inspection_id)
    if _signed(locked) != edition or edition.publish_by is None:
        raise ConspectusError("no time was set for this letter", locked.title, "Set it first.")
    edition.published_at = timezone.now()
    edition.save()
    move_on(inspection=locked, to=Stage.PUBLISHED, by=edition.publish_by)
    StatementOfAction.objects.create(
        inspection=locked,
        principal=Agency.COUNCIL,
        due=_due(locked, timezone.localdate(edition.published_at)),
    )
    record(
        Action.LETTER_PUBLISHED, by=edition.publish_by, inspection=locked.pk,
        target=f"edition:{edition.number}", sha256=edition.sha256,
    )  # fmt: skip


def fail(*, edition: Edition, why: str) -> None:
    """Say why it was not published when it was due; the time is taken back, so that somebody looks."""
    with transaction.atomic():
        edition.publish_at, edition.publish_by, edition.trouble = None, None, why
        edition.save()
        record(
            Action.PUBLICATION_FAILED, by=None, inspection=edition.inspection_id,
            target=f"edition:{edition.number}",
        )  # fmt: skip


def _signed(inspection: Inspection) -> Edition:
    if inspection.now is not Stage.SIGNED:
        raise ConspectusError("only a signed letter is published", inspection.title, "Have it signed first.")
    if why := everybody_signed(inspection):
        raise ConspectusError(why, inspection.title, "Go back to drafting, and have it signed anew.")
    edition = newest(inspection)
    assert edition is not None  # everybody signed it
    return edition


def working_days() -> int:
    """How many an area has for its statement of action."""
    duty = duties()[STATEMENT]
    assert isinstance(duty, ResponseDuty)  # shipped, and held so by its own examples
    return duty.within.length


def _due(inspection: Inspection, published: date) -> date:
    """So many working days of the inspection's nation after publication."""
    return add_working_days(published, working_days(), inspection.lies_in)
