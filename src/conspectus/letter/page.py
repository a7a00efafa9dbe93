"""The letter as a page that a resident, a councillor or a chief constable can read."""

from collections.abc import Iterable
from importlib.resources import files
from typing import Any, NamedTuple

from markupsafe import Markup

from conspectus.definitions import agencies, disclosure_rule, words
from conspectus.judgment import Cell, CellState, Judgment, Result, ResultState
from conspectus.letter.model import Letter, PublicEvidence, PublicRating, Statement
from conspectus.letter.wording import listed, number
from conspectus.pages import held_to, render, render_part
from conspectus.terms import Agency

SECTIONS = (
    "headline", "inspectorate", "area", "agency", "priority", "improve", "strength", "trust", "beside", "on_record"
)  # fmt: skip
STATES = {
    CellState.WITHOUT_EVIDENCE: "Rated without evidence",
    CellState.NOT_EVIDENCED: "Nothing to go by",
    CellState.NOT_APPLICABLE: "Does not apply",
    CellState.MISSING: "Not examined",
    CellState.NOT_INSPECTED: "Not inspected",
}
WITHOUT = {
    ResultState.GIVEN: "",
    ResultState.TOLD: "Told in words",
    ResultState.WITHHELD: "No judgment",
    ResultState.NOT_MADE: "No judgment of the whole",
}


class Mark(NamedTuple):
    """A level or a state as people see it: words, a row of boxes, and a tint; never a tint alone."""

    text: str
    tint: str  # lowest, low, high, highest, or none
    boxes: str


class MatrixCell(NamedTuple):
    """One cell of the picture, or None's place where the question is not asked."""

    mark: Mark
    decides: bool


class MatrixRow(NamedTuple):
    """One criterion across the agencies."""

    criterion: str
    asks: str
    cells: tuple[MatrixCell | None, ...]


class MatrixGroup(NamedTuple):
    """One area of practice, its result and its criteria."""

    title: str
    mark: Mark | None  # None where the framework gives no result of it
    rows: tuple[MatrixRow, ...]


class Matrix(NamedTuple):
    """The joint judgment in one picture."""

    agencies: tuple[str, ...]
    groups: tuple[MatrixGroup, ...]
    results: tuple[Mark, ...]
    overall: Mark | None
    any_decides: bool


class BesideRow(NamedTuple):
    """One result in both frameworks, and the answers that the other one did not see."""

    title: str
    here: Mark
    there: Mark | None
    unseen: str


class Rests(NamedTuple):
    """What one statement rests on."""

    statement: Statement
    ratings: tuple[PublicRating, ...]
    evidence: tuple[PublicEvidence, ...]


def letter_html(letter: Letter) -> str:
    """The page, self-contained, made from the public letter alone."""
    return render(__package__ or "", "letter.html.j2", letter=letter, words=words, **view(letter))


def letter_part(letter: Letter) -> Markup:
    """What the page says, without head and style, to be put into another page."""
    return render_part(__package__ or "", "letter.html.j2", letter=letter, words=words, **view(letter))


def letter_style() -> str:
    """How the part is styled, held to what lies within `.letter`."""
    own = files(__package__ or "").joinpath("templates", "letter.css").read_text(encoding="utf-8")
    return held_to("letter", own)


def view(letter: Letter) -> dict[str, Any]:
    """What every form of the letter shows, worked out from the public letter alone."""
    judgment = letter.judgment
    told = (ResultState.GIVEN, ResultState.WITHHELD)
    return {
        "sections": _sections(letter.statements),
        "matrix": _matrix(letter),
        "beside": _beside(letter),
        "rests_on": _rests_on(letter),
        "not_told": disclosure_rule().hidden,
        "why_not": [one for one in judgment.results if one.state in told],
        "agency_titles": {term.id: term.title for term in agencies().values()},
        "overall": result_mark(judgment.overall),
        "side_by_side": [(result.title, result_mark(result)) for result in judgment.inspectorates],
    }


def result_mark(result: Result) -> Mark:
    """A result as people see it."""
    return (
        Mark(WITHOUT[result.state], "none", "") if result.level is None else mark(result.level, result.scale)
    )


def mark(level: str, scale: tuple[str, ...]) -> Mark:
    """A level as people see it."""
    rank, top = scale.index(level), len(scale) - 1
    tint = "lowest" if rank == 0 else "highest" if rank == top else "low" if rank < len(scale) / 2 else "high"
    return Mark(words(level).capitalize(), tint, "■" * (rank + 1) + "□" * (top - rank))


def _sections(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {section: [] for section in SECTIONS}
    for statement in statements:
        found[statement.section.replace("-", "_")].append(statement)
    return found


def _matrix(letter: Letter) -> Matrix:
    judgment, framework = letter.judgment, letter.framework
    deciding = _deciding(judgment)
    marks = {result.target: result_mark(result) for result in judgment.results}
    groups = tuple(
        MatrixGroup(
            area.shown,
            marks.get(f"area:{area.id}"),
            tuple(
                MatrixRow(
                    criterion.id,
                    criterion.asks,
                    tuple(_cell(judgment, criterion.id, agency, deciding) for agency in framework.looks_at),
                )
                for criterion in area.criterion
            ),
        )
        for area in framework.area
    )
    return Matrix(
        tuple(agencies()[agency].title for agency in framework.looks_at),
        groups,
        tuple(_agency_mark(judgment, agency) for agency in framework.looks_at) if judgment.agencies else (),
        marks["overall"] if judgment.overall.state is not ResultState.NOT_MADE else None,
        bool(deciding),
    )


def _deciding(judgment: Judgment) -> set[str]:
    return {counted.cell for step in judgment.steps("overall") for counted in step.counted}


def _cell(judgment: Judgment, criterion: str, agency: Agency, deciding: set[str]) -> MatrixCell | None:
    name = f"{criterion}/{agency}"
    found = next((cell for cell in judgment.coverage.cells if cell.cell == name), None)
    if found is None:
        return None
    return MatrixCell(_cell_mark(found), name in deciding)


def _cell_mark(cell: Cell) -> Mark:
    if cell.state is CellState.EXAMINED and cell.level is not None:
        return mark(cell.level, cell.scale)
    return Mark(STATES[cell.state], "none", "")


def _agency_mark(judgment: Judgment, agency: Agency) -> Mark:
    found = next((one for one in judgment.agencies if one.target == f"agency:{agency}"), None)
    return result_mark(found) if found else Mark(STATES[CellState.NOT_INSPECTED], "none", "")


def _beside(letter: Letter) -> tuple[BesideRow, ...]:
    if letter.beside is None:
        return ()
    here, there = letter.judgment, letter.beside.judgment
    return tuple(_beside_row(here, there, result) for result in (here.overall, *here.agencies))


def _beside_row(here: Judgment, there: Judgment, result: Result) -> BesideRow:
    found = next((one for one in there.results if one.target == result.target), None)
    unseen = next((part for part in there.not_seen if result.target == f"agency:{part.agency}"), None)
    order = {cell.cell: place for place, cell in enumerate(here.coverage.cells)}
    cells = sorted(unseen.cells, key=lambda name: order.get(name, len(order))) if unseen else []
    answers = [_answer(here, cell) for cell in cells]
    return BesideRow(
        result.title if result.target != "overall" else "The whole",
        result_mark(result),
        result_mark(found) if found and not (unseen and found.level is None) else None,
        listed(answers) or _all_unseen(there, result),
    )


def _all_unseen(there: Judgment, result: Result) -> str:
    total = sum(len(part.cells) for part in there.not_seen)
    return f"{number(total, 'answer')}, by agency below" if result.target == "overall" and total else "None"


def _answer(judgment: Judgment, name: str) -> str:
    found = next((cell for cell in judgment.coverage.cells if cell.cell == name), None)
    criterion = name.partition("/")[0]
    return f"{criterion} {_cell_mark(found).text.lower()}" if found else criterion


def _rests_on(letter: Letter) -> tuple[Rests, ...]:
    ratings: dict[str, PublicRating] = {row.id: row for row in letter.ratings}
    evidence: dict[str, PublicEvidence] = {row.id: row for row in letter.evidence}
    return tuple(
        Rests(
            one,
            tuple(ratings[name] for name in one.ratings if name in ratings),
            tuple(evidence[name] for name in one.evidence if name in evidence),
        )
        for one in letter.statements
    )
