"""The matrix of criteria by agencies, as one person may see it."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from conspectus.definitions import CellKey, Criterion, Framework, agencies
from conspectus.terms import Agency, Stage
from conspectus.wording import Shade, shade
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.ratings.models import Rating
from conspectus.workspace.ratings.policies import rates
from conspectus.workspace.ratings.visibility import finished_in, visible


class Square(NamedTuple):
    """One cell for one person."""

    key: CellKey
    shown: tuple[Rating, ...]  # those ratings that this person may see
    theirs: bool  # whether this person may rate it
    differ: bool  # independent ratings that can be seen differ and nobody has consolidated
    drafted: bool  # whether this person has begun it
    scale: tuple[str, ...]

    @property
    def level(self) -> str:
        """The consolidated level, or the one that all who are seen share; empty where there is none."""
        final = [rating.level for rating in self.shown if rating.stage == Stage.CONSOLIDATED]
        seen = {rating.level for rating in self.shown}
        return final[0] if final else seen.pop() if len(seen) == 1 else ""

    @property
    def shade(self) -> Shade:
        """How its level is shown."""
        return shade(self.level, self.scale)

    @property
    def settled(self) -> bool:
        """Whether the level is the consolidated one."""
        return any(rating.stage == Stage.CONSOLIDATED for rating in self.shown)


class Line(NamedTuple):
    """One criterion across the agencies; None where it is not asked of one."""

    criterion: Criterion
    squares: tuple[Square | None, ...]


def matrix(member: Member, framework: Framework) -> list[tuple[str, list[Line]]]:
    """Areas of practice with their lines."""
    ratings = defaultdict(list)
    drafted = {one.cell for one in member.inspection.rating_drafts.filter(by=member.person)}
    seen = visible(member, member.inspection.ratings.select_related("by"), finished_in(member))
    for rating in seen:
        ratings[rating.cell].append(rating)
    return [
        (area.shown, [_line(member, framework, criterion, ratings, drafted) for criterion in area.criterion])
        for area in framework.area
    ]


def _line(
    member: Member,
    framework: Framework,
    criterion: Criterion,
    ratings: dict[CellKey, list[Rating]],
    drafted: set[CellKey],
) -> Line:
    squares = [
        square(member, framework, CellKey(criterion.id, agency), ratings, drafted)
        if agency in criterion.agencies
        else None
        for agency in columns(framework)
    ]
    return Line(criterion, tuple(squares))


def square(
    member: Member,
    framework: Framework,
    key: CellKey,
    ratings: dict[CellKey, list[Rating]],
    drafted: Collection[CellKey] = (),
) -> Square:
    """A cell, from the ratings that may be seen."""
    shown = tuple(ratings.get(key, ()))
    final = any(rating.stage == Stage.CONSOLIDATED for rating in shown)
    differ = not final and len({rating.level for rating in shown}) > 1
    return Square(key, shown, bool(rates(member, key)), differ, key in drafted, framework.scale)


def columns(framework: Framework) -> list[Agency]:
    """Agencies that the framework looks at, in the order of pages."""
    return [Agency(term.id) for term in agencies().values() if Agency(term.id) in framework.looks_at]


def disagreements(lines: list[tuple[str, list[Line]]]) -> list[Square]:
    """Cells on which independent raters differ: the first thing that moderation looks at."""
    return [
        one for _, area in lines for line in area for one in line.squares if one is not None and one.differ
    ]
