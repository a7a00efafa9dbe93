"""A judgment for the terminal: 80 columns, and never by colour alone."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from conspectus.definitions import agencies
from conspectus.judgment import Cell, Judgment, Result, ResultState, Step
from conspectus.plain import listed, number
from conspectus.terms import CellState
from conspectus.wording import level_word, said, sentences

LEGEND = "? not examined, ○ nothing to go by, – not applicable, × not inspected, * decides the whole"


def judgment_text(judgment: Judgment, console: Console, *, beside: Judgment | None = None) -> None:
    """Print a judgment, with another one of the same inspection beside it if given."""
    console.print(_results(judgment, beside))
    console.print(_matrix(judgment))
    console.print(Text(_legend(judgment), style="dim"))
    for title, lines in _parts(judgment, beside):
        shown = [line for line in lines if line]
        if shown:
            console.print()
            console.print(Text(title, style="bold"))
            for line in shown:
                console.print(_item(line))


def _parts(judgment: Judgment, beside: Judgment | None) -> Iterable[tuple[str, list[str]]]:
    yield "Why", [_why(judgment, step) for step in judgment.steps("overall")]
    yield "Why not better, why not worse", list(_why_not(judgment))
    yield "What is missing", [f"{cell}: {judgment.cell(cell).why}" for cell in judgment.overall.missing]
    yield (
        "How far to trust it",
        [
            _coverage(judgment),
            judgment.robustness.says,
            judgment.agreement.says,
            *(sample.says for sample in judgment.samples),
        ],
    )
    yield "On record", _on_record(judgment)
    yield "Ratings that do not count", [f"{one.cell}: {one.why}" for one in judgment.set_aside]
    if beside is not None:
        yield f"What {beside.framework.title} does not see", _not_seen(beside)


def _results(judgment: Judgment, beside: Judgment | None) -> Table:
    both = [judgment] if beside is None else [judgment, beside]
    table = Table(title="The judgment" if beside is None else "Two judgments of the same inspection")
    table.add_column("")
    for one in both:
        table.add_column(one.framework.title, overflow="fold")
    table.add_row(Text("Overall", style="bold"), *(_level(one.overall, bold=True) for one in both))
    for part in ("inspectorates", "agencies", "areas"):
        table.add_section()
        targets = dict.fromkeys(
            (result.target, result.title) for one in both for result in getattr(one, part)
        )
        for target, title in targets:
            table.add_row(title, *(_of(one, target) for one in both))
    return table


def _of(judgment: Judgment, target: str) -> Text:
    for result in judgment.results:
        if result.target == target:
            return _level(result)
    unseen = sum(len(part.cells) for part in judgment.not_seen if target == f"agency:{part.agency}")
    return Text(f"not seen ({number(unseen, 'answer')})" if unseen else "–", style="dim")


def _level(result: Result, *, bold: bool = False) -> Text:
    return Text(
        level_word(result.level) if result.level else without_level(result), style="bold" if bold else ""
    )


def _matrix(judgment: Judgment) -> Table:
    cells = judgment.coverage.cells
    seen = [agency for agency in agencies() if any(cell.agency == agency for cell in cells)]
    table = Table(title="What was asked of whom, and the answers")
    table.add_column("")
    for agency in seen:
        table.add_column(agencies()[agency].title, justify="center", overflow="fold")
    deciding = {counted.cell for step in judgment.steps("overall") for counted in step.counted}
    for criterion in dict.fromkeys(cell.criterion for cell in cells):
        row = {cell.agency: cell for cell in cells if cell.criterion == criterion}
        table.add_row(
            criterion,
            *(_sign(judgment, row[agency], deciding) if agency in row else Text("") for agency in seen),
        )
    return table


def _sign(judgment: Judgment, cell: Cell, deciding: set[str]) -> Text:
    examined = cell.state is CellState.EXAMINED and cell.level is not None
    sign = letters(cell.scale)[str(cell.level)] if examined else said(CellState, "cells")[cell.state].mark
    decides = cell.cell in deciding and judgment.overall.level != judgment.overall.scale[-1]
    return Text(f"{sign}*", style="bold reverse") if decides else Text(f"{sign} ")


def letters(scale: tuple[str, ...]) -> dict[str, str]:
    """A letter for each level, or its place on the scale where two begin alike."""
    initials = [level[0].upper() for level in scale]
    alike = len(set(initials)) < len(initials)
    return {level: str(place + 1) if alike else initials[place] for place, level in enumerate(scale)}


def _legend(judgment: Judgment) -> str:
    scales = dict.fromkeys(cell.scale for cell in judgment.coverage.cells)
    lines = [
        ", ".join(f"{sign} {level_word(code)}" for code, sign in letters(scale).items()) for scale in scales
    ]
    return "\n".join([*lines, LEGEND])


def _why(judgment: Judgment, step: Step) -> str:
    cells = [judgment.cell(counted.cell) for counted in step.counted]
    return f"{step.rule}: {step.says}{' ' + by_agency(cells) + '.' if cells else ''}"


def _why_not(judgment: Judgment) -> Iterable[str]:
    for result in judgment.results:
        if result.state is ResultState.GIVEN:
            yield f"{result.title}, why not better: {result.why_not.better}"
            yield f"{result.title}, why not worse: {result.why_not.worse}"
        elif result.state is ResultState.WITHHELD:
            yield f"{result.title}: {result.why_not.better}"


def _coverage(judgment: Judgment) -> str:
    whole = f"{judgment.coverage.examined} of {number(judgment.coverage.applicable, 'question')} examined"
    parts = [
        f"{agencies()[one.agency].title} {one.examined}/{one.applicable}"
        for one in judgment.coverage.by_agency
    ]
    return f"{whole}: {', '.join(parts)}."


def by_agency(cells: Sequence[Cell]) -> str:
    """Cells as an agency with its criteria, for those who know them by their ids: Police (p1 and p3)."""
    found: dict[str, list[str]] = {}
    for cell in cells:
        found.setdefault(agencies()[cell.agency].title, []).append(cell.criterion)
    return ", ".join(f"{title} ({listed(criteria)})" for title, criteria in found.items())


def without_level(result: Result) -> str:
    """What stands where a result has no level."""
    return "" if result.state is ResultState.GIVEN else sentences("letter")(f"result.{result.state}")


def _on_record(judgment: Judgment) -> list[str]:
    departures = [f"{d.by} departs on {d.target} to {level_word(d.level)}" for d in judgment.departures]
    dissents = [f"{d.inspector} dissents on {d.target}: {level_word(d.level)}" for d in judgment.dissents]
    return [*departures, *dissents]


def _not_seen(beside: Judgment) -> list[str]:
    return [
        f"{agencies()[part.agency].title}: {number(part.ratings, 'rating')} of "
        f"{number(len(part.cells), 'question')}, {number(part.evidence, 'piece')} of evidence"
        for part in beside.not_seen
    ]


def _item(line: str) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    grid.add_row("•", Text(line))
    return grid
