"""The judgment as the letter's matrix shows it: questions by agencies, and what rows and columns come to."""

from collections import Counter
from collections.abc import Container
from typing import NamedTuple

from conspectus.definitions import OVERALL, Criterion, Framework
from conspectus.judgment import Cell, Judgment, Result, ResultState
from conspectus.plain import capital, listed, number
from conspectus.terms import Agency, CellState
from conspectus.wording import UNSHADED, Shade, level_word, said, shade
from conspectus.workspace.ratings.matrix import columns

Rated = Container[str]
NONE_YET = "no result yet"


class Tile(NamedTuple):
    """One cell as it is shown."""

    cell: Cell
    says: str
    shade: Shade
    decides: bool

    @property
    def style(self) -> str:
        """The classes of its box."""
        return f"c-{self.shade.tint} c-state-{self.cell.state}{' c-decides' if self.decides else ''}"


class Told(NamedTuple):
    """A result as it is shown: its level, or why there is none yet."""

    result: Result
    says: str
    shade: Shade
    missing: tuple[str, ...]  # the cells that stand in its way, where it has no level

    @property
    def heading(self) -> str:
        """The level; else, that there is none."""
        if self.result.level:
            return capital(self.says)
        return (
            f"No {'overall ' if self.result.target == OVERALL else ''}result{' yet' if self.missing else ''}"
        )

    @property
    def because(self) -> str:
        """What stands under the heading."""
        if self.result.level or not self.missing:
            return self.result.says
        return f"{capital(self.says.removeprefix(NONE_YET).removeprefix(': '))}."


class Group(NamedTuple):
    """An area of practice with its questions."""

    title: str
    told: Told | None
    rows: list[tuple[Criterion, list[Tile | None]]]


class Board(NamedTuple):
    """The whole matrix."""

    agencies: list[Agency]
    groups: list[Group]
    results: list[Told | None]  # of the agencies, in their order; empty where none are given
    overall: Told
    decides: bool  # whether any cell holds the whole where it is


def board(framework: Framework, judgment: Judgment, rated: Rated) -> Board:
    """Where everything stands."""
    across, deciding = columns(framework), _deciding(judgment)
    told = {one.target: told_of(one, judgment, rated) for one in judgment.results}
    tiles = {one.cell: _tile(one, one.cell in deciding) for one in judgment.coverage.cells}
    groups = [
        Group(area.shown, told.get(f"area:{area.id}"), [
            (one, [tiles.get(f"{one.id}/{agency}") for agency in across]) for one in area.criterion
        ])
        for area in framework.area
    ]  # fmt: skip
    results = [told.get(f"agency:{agency}") for agency in across] if judgment.agencies else []
    return Board(across, groups, results, told[judgment.overall.target], bool(deciding))


def _deciding(judgment: Judgment) -> set[str]:
    return {counted.cell for step in judgment.steps("overall") for counted in step.counted}


def _tile(cell: Cell, decides: bool) -> Tile:
    rated = cell.level if cell.state is CellState.EXAMINED else None
    says = level_word(rated) if rated else said(CellState, "cells")[cell.state].word.lower()
    return Tile(cell, says, shade(rated or "", cell.scale), decides)


WITHOUT = {
    ResultState.TOLD: "told in words",
    ResultState.NOT_MADE: "no judgment of the whole is made by this framework",
}
LACKS = {  # why a cell stands in the way, as counts say it
    CellState.MISSING: "unrated",
    CellState.WITHOUT_EVIDENCE: "rated without evidence",
    CellState.NOT_EVIDENCED: "with nothing to go by",
    CellState.NOT_INSPECTED: "of agencies that are not inspected",
}


UNSETTLED = "rated by one inspector alone or not alike"  # so that no rating stands


def told_of(result: Result, judgment: Judgment, rated: Rated) -> Told:
    """Its level; else what is wanting, counted, with the cells that it is wanting of; `rated` by anybody at all."""
    if result.level is not None:
        return Told(result, level_word(result.level), shade(result.level, result.scale), ())
    if result.state in WITHOUT:
        return Told(result, WITHOUT[result.state], UNSHADED, ())
    lacks = _lacks(judgment, rated)
    missing = tuple(cell for cell in result.missing if cell in lacks)
    return Told(result, _wanting(Counter(lacks[cell] for cell in missing)), UNSHADED, missing)


def _lacks(judgment: Judgment, rated: Rated) -> dict[str, str]:
    """Of each cell that is not examined, why, as a count says it."""
    return {
        one.cell: UNSETTLED if one.state is CellState.MISSING and one.cell in rated else LACKS[one.state]
        for one in judgment.coverage.cells
        if one.state in LACKS
    }


def _wanting(many: Counter[str]) -> str:
    """`no result yet: 35 questions unrated and 2 rated without evidence`."""
    (head, first), *rest = many.most_common() or [("", 0)]
    if not first:
        return NONE_YET
    begins = f"{number(first, 'question')} {head}"
    others = [f"{count:,} {words}" for words, count in rest]
    return f"{NONE_YET}: {listed([begins, *others])}"
