"""Set up an inspection, move it on, and record how its data are handled."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from conspectus.errors import ConspectusError
from conspectus.terms import Nation
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection, Member, StageMove
from conspectus.workspace.inspections.moves import hindrances
from conspectus.workspace.inspections.policies import leads, must, runs_workspace
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import MOVES, TITLES, Stage


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What an inspection is of, and by what it judges."""

    title: str
    area: str
    nation: Nation
    framework: str
    theme: str


@transaction.atomic
def set_up(*, subject: Subject, inspectorate: str, by: User) -> Inspection:
    """A new inspection, led by whoever sets it up."""
    must(runs_workspace, by)
    inspection = Inspection.objects.create(**asdict(subject), made_by=by)
    Member.objects.create(inspection=inspection, person=by, role=Role.LEAD, inspectorate=inspectorate)
    record(
        Action.INSPECTION_SET_UP,
        by=by,
        inspection=inspection.pk,
        nation=subject.nation,
        framework=subject.framework,
        theme=subject.theme,
    )
    return inspection


@transaction.atomic
def move(*, inspection: Inspection, to: Stage, by: User) -> None:
    """To the next stage, or back where the table of moves allows it."""
    may(leads, inspection, by)
    move_on(inspection=inspection, to=to, by=by)


@transaction.atomic
def move_on(*, inspection: Inspection, to: Stage, by: User) -> None:
    """The same where the workspace does it itself, in the name of whoever had it do so."""
    locked = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if to not in MOVES[locked.now]:
        raise ConspectusError(
            f"an inspection cannot go from {TITLES[locked.now].lower()} to {TITLES[to].lower()}",
            locked.title,
            "Look at the page again: somebody may have moved it.",
        )
    if standing := hindrances(locked, to):
        raise ConspectusError(" and ".join(standing), locked.title, "Do this first, then move it on.")
    StageMove.objects.create(inspection=locked, was=locked.stage, became=to, by=by)
    record(Action.STAGE_MOVED, by=by, inspection=locked.pk, was=locked.stage, became=to.value)
    inspection.stage = locked.stage = to
    locked.save(update_fields=["stage"])


@transaction.atomic
def record_handling(
    *, inspection: Inspection, lawful_basis: str, keep_until: date, restricted_to: Iterable[str], by: User
) -> None:
    """By what right the data are held, until when, and which roles see restricted rows."""
    may(leads, inspection, by)
    inspection.lawful_basis, inspection.keep_until = lawful_basis, keep_until
    inspection.restricted_to = sorted(restricted_to)
    inspection.save(update_fields=["lawful_basis", "keep_until", "restricted_to"])
    record(
        Action.HANDLING_RECORDED, by=by, inspection=inspection.pk, keep_until=keep_until.isoformat(),
        restricted_to=inspection.restricted_to,
    )  # fmt: skip
