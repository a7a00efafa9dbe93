"""The letter as a page that a resident, a councillor or a chief constable can read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import NamedTuple

from markupsafe import Markup

from conspectus.judgment import Cell, Judgment, Result, ResultState
from conspectus.letter.disclosure import hidden
from conspectus.letter.files import LETTER
from conspectus.letter.model import Letter, PublicEvidence, PublicRating, Statement
from conspectus.letter.phrases import Phrases, answer
from conspectus.pages import Context, held_to, render, render_part
from conspectus.plain import capital, day
from conspectus.terms import Agency, CellState, Language
from conspectus.wording import kind_word, said, sentences, shade

SECTIONS = (
    "headline", "inspectorate", "area", "agency", "priority", "improve", "strength", "trust", "beside", "on-record"
)  # fmt: skip

WRITTEN_IN = {Language.ENGLISH: "en-GB", Language.WELSH: "cy"}  # as readers of pages are told


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


@dataclass(frozen=True, kw_only=True)
class LetterPage(Context, template="letter.html.j2"):
    """A letter and what every form of it shows, worked out from it alone."""

    letter: Letter
    written_in: str
    h: Mapping[str, str]
    sections: Mapping[str, Sequence[Statement]]
    matrix: Matrix
    beside: tuple[BesideRow, ...]
    rests_on: tuple[Rests, ...]
    why_not: Sequence[Result]
    missing: Sequence[str]
    overall: Mark
    side_by_side: Sequence[tuple[str, Mark]]
    facts: Sequence[tuple[str, str]]
    agency: Callable[[Agency], str]
    question: Callable[[str], str]
    put: Callable[..., str]
    language_of: Callable[..., str]
    asked_in: Callable[..., str]
    level: Callable[[str], str]
    no_level: str
    kind: Callable[..., str]


def letter_html(letter: Letter) -> str:
    """The page, self-contained, made from the public letter alone."""
    return render(__package__ or "", view(letter))


def letter_part(letter: Letter) -> Markup:
    """What the page says, without head and style, to be put into another page."""
    return render_part(__package__ or "", view(letter))


def letter_style() -> str:
    """How the part is styled, held to what lies within `.letter`."""
    own = files(__package__ or "").joinpath("templates", "letter.css").read_text(encoding="utf-8")
    return held_to("letter", own)


def view(letter: Letter) -> LetterPage:
    """What every form of the letter shows, worked out from the public letter alone."""
    judgment, phrases = letter.judgment, Phrases(letter.framework, letter.language)
    told = (ResultState.GIVEN, ResultState.WITHHELD)
    return LetterPage(
        letter=letter,
        written_in=WRITTEN_IN[letter.language],
        h=headings(letter),
        sections=_sections(letter.statements),
        matrix=_matrix(letter, phrases),
        beside=_beside(letter, phrases),
        rests_on=_rests_on(letter),
        why_not=[one for one in judgment.results if one.state in told],
        missing=[_missing(judgment.cell(name), phrases) for name in judgment.overall.missing],
        overall=result_mark(judgment.overall, phrases),
        side_by_side=[(phrases.title(one), result_mark(one, phrases)) for one in judgment.inspectorates],
        facts=facts(letter, phrases),
        agency=phrases.agency,
        question=phrases.question,
        put=phrases.put,
        language_of=phrases.language_of,
        asked_in=phrases.asked_in,
        level=phrases.level,
        no_level=phrases.say("result.no_level"),
        kind=partial(kind_word, language=letter.language),
    )


def headings(letter: Letter) -> dict[str, str]:
    """Every heading and fixed sentence, once for the page, the PDF and Word."""
    seen = letter.inspection
    given = {
        "area": seen.area,
        "not_told": hidden(letter.language),
        "file": LETTER,
        "command": f"conspectus verify {LETTER}",
    }
    own = {"drafted", "first", "last", "title", "version"}  # filled in where they stand
    found = sentences("letter", letter.language).section("headings")
    later = {name for name, one in found.items() if any(f"{{{key}}}" in one for key in own)}
    return {name: one if name in later else one.format(**given) for name, one in found.items()}


def facts(letter: Letter, phrases: Phrases) -> list[tuple[str, str]]:
    """What stands at a letter's head: what was inspected, when, and by which framework."""
    seen, h = letter.inspection, headings(letter)
    first, last = (day(one, letter.language) for one in (seen.fieldwork_from, seen.fieldwork_to))
    shown = [
        (h["theme"], seen.theme),
        (h["fieldwork"], h["from_to"].format(first=first, last=last)),
        (h["published"], day(seen.published, letter.language) if seen.published else ""),
        (h["to"], "; ".join(seen.addressees)),
        (h["agencies"], ", ".join(map(phrases.agency, seen.agencies))),
        (
            h["framework"],
            h["framework_version"].format(
                title=phrases.put(letter.framework.shown), version=letter.framework.version
            ),
        ),
    ]
    return [(name, value) for name, value in shown if value]


def _missing(cell: Cell, phrases: Phrases) -> str:
    agency, question = phrases.agency(cell.agency), phrases.question(cell.criterion)
    return phrases.say("missing.cell", agency=agency, question=question, why=cell.why)


def result_mark(result: Result, phrases: Phrases) -> Mark:
    """A result as people see it."""
    if result.level is None:
        return Mark(capital(phrases.say(f"result.{result.state}")), "none", "")
    return mark(result.level, result.scale, phrases)


def mark(level: str, scale: tuple[str, ...], phrases: Phrases) -> Mark:
    """A level as people see it."""
    return Mark(capital(phrases.level(level)), *shade(level, scale))


def _sections(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {section: [] for section in SECTIONS}
    for statement in statements:
        found[statement.section].append(statement)
    return found


def _matrix(letter: Letter, phrases: Phrases) -> Matrix:
    judgment, framework = letter.judgment, letter.framework
    deciding = _deciding(judgment)
    marks = {result.target: result_mark(result, phrases) for result in judgment.results}
    groups = tuple(
        MatrixGroup(
            phrases.put(area.shown),
            marks.get(f"area:{area.id}"),
            tuple(
                MatrixRow(
                    criterion.id,
                    phrases.put(criterion.asks),
                    tuple(
                        _cell(judgment, criterion.id, agency, deciding, phrases)
                        for agency in framework.looks_at
                    ),
                )
                for criterion in area.criterion
            ),
        )
        for area in framework.area
    )
    return Matrix(
        tuple(map(phrases.agency, framework.looks_at)),
        groups,
        tuple(_agency_mark(judgment, agency, phrases) for agency in framework.looks_at)
        if judgment.agencies
        else (),
        marks["overall"] if judgment.overall.state is not ResultState.NOT_MADE else None,
        bool(deciding),
    )


def _deciding(judgment: Judgment) -> set[str]:
    return {counted.cell for step in judgment.steps("overall") for counted in step.counted}


def _cell(
    judgment: Judgment, criterion: str, agency: Agency, deciding: set[str], phrases: Phrases
) -> MatrixCell | None:
    name = f"{criterion}/{agency}"
    found = next((cell for cell in judgment.coverage.cells if cell.cell == name), None)
    if found is None:
        return None
    return MatrixCell(_cell_mark(found, phrases), name in deciding)


def _cell_mark(cell: Cell, phrases: Phrases) -> Mark:
    if cell.state is CellState.EXAMINED and cell.level is not None:
        return mark(cell.level, cell.scale, phrases)
    return _state_mark(cell.state, phrases)


def _state_mark(state: CellState, phrases: Phrases) -> Mark:
    return Mark(said(CellState, "cells", phrases.language)[state].word, "none", "")


def _agency_mark(judgment: Judgment, agency: Agency, phrases: Phrases) -> Mark:
    found = next((one for one in judgment.agencies if one.target == f"agency:{agency}"), None)
    return result_mark(found, phrases) if found else _state_mark(CellState.NOT_INSPECTED, phrases)


def _beside(letter: Letter, phrases: Phrases) -> tuple[BesideRow, ...]:
    if letter.beside is None:
        return ()
    here, there = letter.judgment, letter.beside.judgment
    return tuple(_beside_row(here, there, result, phrases) for result in (here.overall, *here.agencies))


def _beside_row(here: Judgment, there: Judgment, result: Result, phrases: Phrases) -> BesideRow:
    found = next((one for one in there.results if one.target == result.target), None)
    unseen = next((part for part in there.not_seen if result.target == f"agency:{part.agency}"), None)
    order = {cell.cell: place for place, cell in enumerate(here.coverage.cells)}
    cells = sorted(unseen.cells, key=lambda name: order.get(name, len(order))) if unseen else []
    answers = [_answer(here, cell, phrases) for cell in cells]
    return BesideRow(
        phrases.say("headings.whole") if result.target == "overall" else result.title,
        result_mark(result, phrases),
        result_mark(found, phrases) if found and not (unseen and found.level is None) else None,
        "; ".join(answers) or _all_unseen(there, result, phrases),
    )


def _all_unseen(there: Judgment, result: Result, phrases: Phrases) -> str:
    total = sum(len(part.cells) for part in there.not_seen)
    if result.target == "overall" and total:
        return phrases.say("beside.by_agency_below", count=total)
    return phrases.say("headings.none")


def _answer(judgment: Judgment, name: str, phrases: Phrases) -> str:
    found = next((cell for cell in judgment.coverage.cells if cell.cell == name), None)
    question = phrases.question(answer(name).criterion)
    if found is None:
        return phrases.say("answer.question", question=question)
    level = _cell_mark(found, phrases).text.lower()
    return phrases.say("beside.answer", question=question, level=level)


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
