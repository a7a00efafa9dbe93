"""How far one person has come with rating, and which question is open to them next."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from conspectus.definitions import CellKey, frameworks
from conspectus.terms import Agency, Stage
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.ratings.policies import rates
from conspectus.workspace.ratings.stages import rating


class Progress(NamedTuple):
    """Of the questions that somebody rates: how many are done, and those they can do now, the next first."""

    done: int
    many: int
    open: tuple[CellKey, ...]

    @property
    def next(self) -> CellKey | None:
        """The one to go on with; None where nothing is open."""
        return self.open[0] if self.open else None

    def without(self, cell: CellKey) -> CellKey | None:
        """The one to go on with for somebody who leaves this one aside."""
        return next((one for one in self.open if one != cell), None)


def progress(member: Member, finished: Collection[int], after: CellKey | None = None) -> Progress | None:
    """In reading order, beginning after a cell; None for whoever rates nothing, or not now."""
    cells = frameworks()[member.inspection.framework].cells()
    mine = [key for key in cells if rates(member, key)]
    if not mine or not rating(member.inspection):
        return None
    done, ready = _told(member, finished)
    start = cells.index(after) + 1 if after in cells else 0
    order = [key for key in (*cells[start:], *cells[:start]) if key in mine]
    is_open = [key for key in order if key not in done and (ready is None or key in ready)]
    return Progress(sum(key in done for key in mine), len(mine), tuple(is_open))


def _told(member: Member, finished: Collection[int]) -> tuple[set[CellKey], set[CellKey] | None]:
    """What this person has done; and, of one who rates alone no more, what can be consolidated."""
    raters: dict[CellKey, set[int]] = defaultdict(set)
    consolidated: set[CellKey] = set()
    for criterion, agency, stage, by in member.inspection.ratings.values_list(
        "criterion", "agency", "stage", "by"
    ):
        key = CellKey(criterion, Agency(agency))
        if stage == Stage.CONSOLIDATED:
            consolidated.add(key)
        else:
            raters[key].add(by)
    if member.person_id not in finished:
        return {key for key, by in raters.items() if member.person_id in by}, None
    return consolidated, {key for key, by in raters.items() if by <= set(finished)}
