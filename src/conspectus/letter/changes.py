"""What people made of the draft: wording and place of a statement, or one added on findings; never one left out.

Worked out from what the public letter itself holds, so that `verify` can do it again.
"""

import re
from collections.abc import Iterator, Sequence

from conspectus.errors import LetterError
from conspectus.judgment import Cell
from conspectus.letter.disclosure import small_shares
from conspectus.letter.model import Changed, Statement
from conspectus.letter.statements import Findings, draft, on_cells
from conspectus.terms import CellState

ADDED = "added-"  # how ids of added statements begin
ADDED_TO = ("priority", "improve", "strength", "agency", "area")  # sections that may hold one
EXCHANGE = ("priority", "improve")  # a statement may go from one of these to the other, and nowhere else

RESULTS = ("headline", "inspectorate", "area", "agency")  # sections that say what was concluded
WORKED_OUT = (
    "trust",
    "beside",
    "on-record",
)  # and those that are counted, or on record, and nobody's to word


def worded(findings: Findings, changes: Sequence[Changed]) -> tuple[Statement, ...]:
    """The draft with what people changed of it, in the order in which they did.

    A LetterError names the first change that does not fit: its draft says otherwise by now, it points at no
    finding, it would move a weakness among strengths, or it gives a number too small to publish.
    """
    statements = list(draft(findings))
    for change in changes:
        _fit(findings, statements, change)
        statements = _changed(findings, statements, change)
    return tuple(statements)


def may_stand(section: str) -> tuple[str, ...]:
    """The sections in which a drafted statement of this section may stand."""
    return EXCHANGE if section in EXCHANGE else (section,)


def pointed_at(findings: Findings) -> list[Cell]:
    """The findings at which an added statement may point: cells that were examined."""
    return [cell for cell in findings.judgment.coverage.cells if cell.state is CellState.EXAMINED]


def _changed(findings: Findings, statements: list[Statement], change: Changed) -> list[Statement]:
    before = next((one for one in statements if one.id == change.statement), None)
    made = _as_changed(findings, before, change)
    if before is None or change.after is not None or change.section:
        rest = [one for one in statements if one.id != made.id]
        rest.insert(_place(rest, made.section, change.after), made)
        return rest
    return [made if one.id == made.id else one for one in statements]


def _as_changed(findings: Findings, before: Statement | None, change: Changed) -> Statement:
    if before is None:
        return on_cells(findings, change.statement, change.section, change.text, change.cells)
    new = {"text": change.text or before.text, "section": change.section or before.section}
    return before.model_copy(update=new)


def _place(statements: Sequence[Statement], section: str, after: str | None) -> int:
    """After the statement named; else, where it is empty first in its section, where there is none last."""
    here = [place for place, one in enumerate(statements) if one.section == section]
    if after:
        return next(place for place, one in enumerate(statements) if one.id == after) + 1
    if not here:
        return len(statements)
    return here[0] if after == "" else here[-1] + 1


def _fit(findings: Findings, statements: Sequence[Statement], change: Changed) -> None:
    if why := next(_faults(findings, statements, change), ""):
        raise LetterError(f"{change.statement} {why}", "", "Look at it again, then make the letter again.")


def _faults(findings: Findings, statements: Sequence[Statement], change: Changed) -> Iterator[str]:
    before = next((one for one in statements if one.id == change.statement), None)
    yield from _of_drafted(findings, before, change) if before else _of_added(findings, change)
    section = change.section or (before.section if before else "")
    if change.after and not any(one.id == change.after and one.section == section for one in statements):
        yield f"follows {change.after}, which does not stand in its section"
    if small := [one for one in small_shares(change.text) if one not in small_shares(change.drafted)]:
        yield f"gives a number too small to publish: {small[0]}"


def _of_drafted(findings: Findings, before: Statement, change: Changed) -> Iterator[str]:
    if before.text != change.drafted:
        yield "was worded when the findings drafted it otherwise"
    if change.text and before.section in WORKED_OUT:
        yield "is worked out or on record, and is not worded otherwise"
    if before.section in RESULTS and change.text:
        yield from _level_lost(_levels(findings, change.drafted), _levels(findings, change.text))
    if change.section and change.section not in may_stand(before.section):
        yield f"may not move to the section {change.section}"


def _of_added(findings: Findings, change: Changed) -> Iterator[str]:
    known = {cell.cell for cell in pointed_at(findings)}
    if not change.statement.startswith(ADDED) or change.drafted:
        yield "is no statement of the draft"
    if not change.text.strip():
        yield "says nothing"
    if change.section not in ADDED_TO:
        yield f"may not be added to the section {change.section}"
    if not change.cells or not set(change.cells) <= known:
        yield "points at no finding"


def _level_lost(drafted: list[str], told: list[str]) -> Iterator[str]:
    """A draft names what was concluded first, then what its rules speak of."""
    if drafted and (drafted[0] not in told or set(told) - set(drafted)):
        yield f"says what was concluded, and so has to name {drafted[0]} and no level that its draft does not name"


def _levels(findings: Findings, text: str) -> list[str]:
    """Levels that a text names, in the order in which it does."""
    known = {findings.phrases.level(level) for result in findings.judgment.results for level in result.scale}
    found = [(at.start(), one) for one in known if (at := re.search(rf"\b{re.escape(one)}\b", text, re.I))]
    return [one for _, one in sorted(found)]
