"""Keep what somebody has begun to say of a cell, until it is a rating or thrown away."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from conspectus.definitions import CellKey
from conspectus.terms import Stage
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.ratings.models import RatingDraft
from conspectus.workspace.ratings.policies import drafts


class Begun(NamedTuple):
    """What was chosen and written so far, and the mark of what stood when its writer opened the page."""

    level: str
    rationale: str
    evidence: Sequence[str]
    saw: str


@transaction.atomic
def keep_draft(*, member: Member, cell: CellKey, stage: Stage, begun: Begun, by: User) -> RatingDraft:
    """In the place of the draft that this person had of it."""
    member = may(drafts, member.inspection, by, cell)
    kept, _ = RatingDraft.objects.update_or_create(
        inspection=member.inspection, criterion=cell.criterion, agency=cell.agency, stage=stage, by=by,
        defaults={**begun._asdict(), "evidence": sorted(begun.evidence)},
    )  # fmt: skip
    record(Action.RATING_DRAFTED, by=by, inspection=member.inspection_id, target=f"cell:{cell}")
    return kept


@transaction.atomic
def throw_away(*, member: Member, cell: CellKey, stage: Stage, by: User) -> None:
    """What stands, or nothing, is shown again."""
    member = may(drafts, member.inspection, by, cell)
    mine = member.inspection.rating_drafts.filter(
        criterion=cell.criterion, agency=cell.agency, stage=stage, by=by
    )
    if mine.delete()[0]:
        record(
            Action.RATING_DRAFTED,
            by=by,
            inspection=member.inspection_id,
            target=f"cell:{cell}",
            thrown_away=True,
        )
