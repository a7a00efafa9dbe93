"""Which cells a moderator looks at, and why: where raters differ, somebody dissents, a rule bites, or a gap is."""

from collections import defaultdict
from typing import NamedTuple

from conspectus.definitions import OVERALL, CellKey, Framework
from conspectus.judgment import Judgment
from conspectus.plain import number, words
from conspectus.terms import CellState, Stage
from conspectus.wording import level_word
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.judgments.models import Moderation
from conspectus.workspace.ratings.models import Rating
from conspectus.workspace.ratings.visibility import seen_by

SETTLED = (CellState.EXAMINED, CellState.NOT_APPLICABLE, CellState.NOT_INSPECTED)


class Reason(NamedTuple):
    """Why a cell is looked at; the smaller the rank, the earlier."""

    rank: int
    kind: str
    says: str


class Watched(NamedTuple):
    """A cell to look at."""

    key: CellKey
    level: str
    reasons: list[Reason]
    last: Moderation | None  # what was decided last


def watched(member: Member, framework: Framework, judgment: Judgment) -> list[Watched]:
    """Open questions first, then the widest spread of ratings, dissent, rules that bite, gaps."""
    reasons = defaultdict(list)
    for find in (_spread, _dissent, _rules, _gaps):
        for cell, reason in find(member, framework, judgment):
            reasons[cell].append(reason)
    decided = {
        str(one.cell): one for one in member.inspection.moderations.select_related("by", "answered_by")
    }
    found = [
        Watched(key, judgment.cell(str(key)).level or "", reasons[str(key)], decided.get(str(key)))
        for key in framework.cells()
        if reasons[str(key)] or str(key) in decided
    ]
    return sorted(found, key=_order)


def _order(one: Watched) -> tuple[bool, int]:
    return (not (one.last and one.last.open), min((reason.rank for reason in one.reasons), default=9999))


Found = list[tuple[str, Reason]]


def _spread(member: Member, framework: Framework, judgment: Judgment) -> Found:
    """Independent ratings that differ, by how many steps of the scale."""
    by_cell: dict[CellKey, list[Rating]] = defaultdict(list)
    alone = member.inspection.ratings.filter(stage=Stage.INDEPENDENT).select_related("by")
    for rating in seen_by(member, alone):
        by_cell[rating.cell].append(rating)
    return [
        (str(cell), Reason(-steps(framework, cell, levels), "raters differ", _told(framework, cell, levels)))
        for cell, ratings in by_cell.items()
        if len(levels := {rating.level for rating in ratings}) > 1
    ]


def steps(framework: Framework, cell: CellKey, levels: set[str]) -> int:
    """How many steps of the scale lie between the lowest and the highest; 0 where one is no level of it."""
    scale = framework.scale_at(cell)
    places = [scale.index(level) for level in levels if level in scale]
    return max(places) - min(places) if places else 0


def _told(framework: Framework, cell: CellKey, levels: set[str]) -> str:
    scale = framework.scale_at(cell)
    shown = sorted(
        levels, key=lambda level: (level not in scale, scale.index(level) if level in scale else 0)
    )
    apart = steps(framework, cell, levels)
    far = f", {number(apart, 'step')} apart" if apart else ""
    return f"{' and '.join(level_word(level) for level in shown)}{far}"


def _dissent(member: Member, framework: Framework, judgment: Judgment) -> Found:
    return [
        (
            one.target,
            Reason(10, "dissent", f"{words(one.inspectorate).upper()} would give {level_word(one.level)}"),
        )
        for one in judgment.dissents
    ]


def _rules(member: Member, framework: Framework, judgment: Judgment) -> Found:
    """Caps that hold the overall result where it is, by this cell among others; without one, any result."""
    overall = judgment.overall.level is not None
    titles = {result.target: result.title for result in judgment.results}
    held: dict[str, list[str]] = defaultdict(list)
    for step in judgment.derivation:
        if step.binding and step.at is not None and (step.target == OVERALL or not overall):
            for one in step.counted:
                held[one.cell].append(titles[step.target])
    return [
        (cell, Reason(20, "a rule bites", f"it holds down: {', '.join(dict.fromkeys(names))}"))
        for cell, names in held.items()
    ]


def _gaps(member: Member, framework: Framework, judgment: Judgment) -> Found:
    return [
        (cell.cell, Reason(30, "gap", cell.why or words(cell.state)))
        for cell in judgment.coverage.cells
        if cell.state not in SETTLED
    ]


def questions_are_settled(inspection: Inspection) -> str:
    """Which cells are still with their raters; empty where none is."""
    asked = inspection.moderations.filter(decision=Moderation.Decision.ASKED, settled_at=None)
    left = ", ".join(str(one.cell) for one in asked)
    return f"the moderator’s questions on {left} are not settled" if left else ""
