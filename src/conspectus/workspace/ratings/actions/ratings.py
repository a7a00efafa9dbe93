"""Rate alone, finish, consolidate, dissent."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from conspectus.definitions import NOT_APPLICABLE, NOT_EVIDENCED, CellKey, Framework, frameworks
from conspectus.errors import ConspectusError
from conspectus.terms import Stage
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.models import PUBLISHED, Evidence
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.policies import leads
from conspectus.workspace.inspections.twice import already
from conspectus.workspace.ratings import stages
from conspectus.workspace.ratings.cells import hindered, leave_for, rated_by_one
from conspectus.workspace.ratings.models import Dissent, Finished, Leave, Rating
from conspectus.workspace.ratings.policies import dissents, rates, rates_any
from conspectus.workspace.ratings.visibility import finished_in, rates_alone


@transaction.atomic
def rate(
    *, member: Member, cell: CellKey, level: str, rationale: str, evidence: Iterable[Evidence], by: User
) -> Rating:
    """One's own rating of a cell, changeable until one has finished."""
    member = may(rates, member.inspection, by, cell)
    _may_rate(member, cell, level, rationale)
    if member.inspection.finished.filter(by=by).exists():
        raise ConspectusError(
            "you have finished rating alone", str(cell), "Consolidate it, or put your dissent on record."
        )
    return _put(member, cell, Stage.INDEPENDENT, Given(level, rationale, evidence), by)


@transaction.atomic
def consolidate(
    *, member: Member, cell: CellKey, level: str, rationale: str, evidence: Iterable[Evidence], by: User
) -> Rating:
    """The inspectorate's rating, with its reason; independent ones stay beside it."""
    member = may(rates, member.inspection, by, cell)
    _may_rate(member, cell, level, rationale)
    if not rationale.strip():
        raise ConspectusError("a consolidated rating needs a reason", str(cell), "Say why.")
    alone = member.inspection.ratings.filter(
        criterion=cell.criterion, agency=cell.agency, stage=Stage.INDEPENDENT
    )
    finished = finished_in(member)
    if by.pk not in finished:
        raise ConspectusError("you still rate alone", str(cell), "Say first that you have finished.")
    if any(rating.by_id not in finished for rating in alone):
        raise ConspectusError(
            "somebody is still rating it alone", str(cell), "Consolidate once all who rated it have finished."
        )
    if not alone and not leave_for(member.inspection, cell):
        raise ConspectusError(
            "nobody has rated it alone", str(cell),
            "Have it rated alone first, or ask the lead to say on its page why it can do without.",
        )  # fmt: skip
    return _put(member, cell, Stage.CONSOLIDATED, Given(level, rationale, evidence), by)


@transaction.atomic
def give_leave(*, inspection: Inspection, cell: CellKey, why: str, by: User) -> Leave:
    """The lead says why a cell can be consolidated that nobody rated alone."""
    may(leads, inspection, by)
    if not why.strip():
        raise ConspectusError("to do without independent ratings needs a reason", str(cell), "Say why.")
    made, new = Leave.objects.get_or_create(
        inspection=inspection, criterion=cell.criterion, agency=cell.agency,
        defaults={"why": why.strip(), "by": by},
    )  # fmt: skip
    if not new:
        raise ConspectusError("a reason is on record already", str(cell), f"{made.by.name}: {made.why}")
    record(Action.RATED_BY_NOBODY, by=by, inspection=inspection.pk, target=f"cell:{cell}")
    return made


@transaction.atomic
def confirm(*, member: Member, rationale: str, by: User) -> list[Rating]:
    """The inspectorate stands by what one of its inspectors rated alone: each such cell is consolidated as it is."""
    member = may(rates_any, member.inspection, by)
    if not rationale.strip():
        raise ConspectusError("a consolidated rating needs a reason", "what one inspector rated", "Say why.")
    if rates_alone(member):
        raise ConspectusError(
            "you still rate alone", "what one inspector rated", "Say first that you have finished."
        )
    return [
        consolidate(
            member=member, cell=alone.cell, level=alone.level, by=by, evidence=alone.evidence.all(),
            rationale=f"{alone.rationale}\n\n{rationale}".strip(),
        )
        for alone in rated_by_one(member)
    ]  # fmt: skip


@transaction.atomic
def finish(*, member: Member, by: User) -> None:
    """From now on this person sees what others gave, and rates alone no more."""
    member = may(rates_any, member.inspection, by)
    _, made = Finished.objects.get_or_create(inspection=member.inspection, by=by)
    if made:
        record(Action.RATING_FINISHED, by=by, inspection=member.inspection_id)


@transaction.atomic
def take_up(*, member: Member, by: User) -> None:
    """Rate alone again: as long as this person has seen nothing that a colleague gave."""
    member = may(rates_any, member.inspection, by)
    Inspection.objects.select_for_update().get(pk=member.inspection_id)
    if why := hindered(member):
        raise ConspectusError(why, member.inspection.title, "Consolidate, or put your dissent on record.")
    gone, _ = member.inspection.finished.filter(by=by).delete()
    if gone:
        record(Action.RATING_TAKEN_UP, by=by, inspection=member.inspection_id)


@transaction.atomic
def dissent(*, member: Member, target: str, level: str, rationale: str, by: User) -> Dissent:
    """Put on record that one does not share a rating; nothing changes by it."""
    member = may(dissents, member.inspection, by, target)
    if not rationale.strip():
        raise ConspectusError("a dissent needs a reason", target, "Say why.")
    if by.pk not in finished_in(member):
        raise ConspectusError(
            "those who rate dissent once they have finished rating alone", target, "Say first that you have."
        )
    if level not in frameworks()[member.inspection.framework].scale:
        raise ConspectusError("it is no level of this framework", level, "Choose one of those shown.")
    Inspection.objects.select_for_update().get(pk=member.inspection_id)
    said = {"target": target, "level": level, "by": by, "rationale": rationale}
    if again := already(member.inspection.dissents.all(), **said):
        return again
    made = Dissent.objects.create(inspection=member.inspection, inspectorate=member.inspectorate, **said)
    record(Action.DISSENTED, by=by, inspection=member.inspection_id, target=f"cell:{target}", level=level)
    return made


def _may_rate(member: Member, cell: CellKey, level: str, rationale: str) -> None:
    framework = frameworks()[member.inspection.framework]
    if not stages.rating(member.inspection):
        raise ConspectusError(
            "inspectors rate during fieldwork and moderation", str(cell),
            "The agencies’ own audit comes first, and drafting closes the ratings.",
        )  # fmt: skip
    if level not in levels(framework):
        raise ConspectusError("it is no level of this framework", level, "Choose one of those shown.")
    if level == NOT_APPLICABLE and not rationale.strip():
        raise ConspectusError("not applicable needs a reason", str(cell), "Say why it does not arise.")


def levels(framework: Framework) -> tuple[str, ...]:
    """What a cell can be rated."""
    return (*framework.scale, NOT_EVIDENCED, NOT_APPLICABLE)


class Given(NamedTuple):
    """A rating as it is given."""

    level: str
    rationale: str
    evidence: Iterable[Evidence]


def _put(member: Member, cell: CellKey, stage: Stage, given: Given, by: User) -> Rating:
    place = member.inspection.ratings.filter(criterion=cell.criterion, agency=cell.agency, stage=stage)
    before = (place.filter(by=by) if stage is Stage.INDEPENDENT else place).first()
    rating = before or Rating(
        inspection=member.inspection, criterion=cell.criterion, agency=cell.agency, stage=stage
    )
    rating.by, rating.inspectorate = by, member.inspectorate
    rating.level, rating.rationale = given.level, given.rationale.strip()
    chosen = list(given.evidence)
    if yardsticks := [one.code for one in chosen if one.kind == PUBLISHED]:
        raise ConspectusError(
            "what another area was praised for shows nothing of this one", ", ".join(yardsticks),
            "Name what was seen here.",
        )  # fmt: skip
    rating._history_user, rating._change_reason = by, ", ".join(one.code for one in chosen) or "nothing"
    rating.save()
    rating.evidence.set(chosen)
    member.inspection.rating_drafts.filter(
        criterion=cell.criterion, agency=cell.agency, stage=stage, by=by
    ).delete()
    record(
        Action.RATED, by=by, inspection=member.inspection_id, target=f"cell:{cell}", stage=stage.value,
        level=given.level, evidence=[one.pk for one in chosen],
    )  # fmt: skip
    return rating
