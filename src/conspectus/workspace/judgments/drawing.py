"""Coverage as a picture: questions by agencies, each cell filled by what is known of it."""

from typing import NamedTuple

from conspectus.definitions import Framework, agencies
from conspectus.judgment import Cell, Judgment
from conspectus.plain import words
from conspectus.terms import Agency, CellState
from conspectus.wording import level_word
from conspectus.workspace.ratings.matrix import columns

LEFT, TOP, WIDE, HIGH = 60.0, 34.0, 118.0, 34.0  # units of the drawing
FILLS = ("#8c1d1d", "#c8641b", "#f6c667", "#cfe3d4", "#5aa382", "#0b6b4f")  # the scale's lowest to its top
ONE_LINE = 14  # letters that fit beside one another
LIGHT = ("#f6c667", "#cfe3d4")


class Box(NamedTuple):
    """One cell of the matrix as it is drawn."""

    x: float
    y: float
    fill: str
    ink: str
    lines: tuple[tuple[float, str], ...]  # how far down, and the words


class Drawing(NamedTuple):
    """The whole matrix as it is drawn."""

    width: float
    height: float
    wide: float
    high: float
    heads: list[tuple[float, str]]
    rows: list[tuple[float, str]]
    boxes: list[Box]


def coverage(framework: Framework, judgment: Judgment) -> Drawing:
    """Where everything stands."""
    asked, across = list(framework.criteria), columns(framework)
    cells = {cell.cell: cell for cell in judgment.coverage.cells}
    boxes = [
        _box(LEFT + WIDE * column, TOP + HIGH * row, cells[f"{name}/{agency}"])
        for row, name in enumerate(asked) for column, agency in enumerate(across) if f"{name}/{agency}" in cells
    ]  # fmt: skip
    heads = [(LEFT + WIDE * (n + 0.5), agencies()[Agency(agency)].title) for n, agency in enumerate(across)]
    rows = [(TOP + HIGH * (n + 0.5), name) for n, name in enumerate(asked)]
    width, height = LEFT + WIDE * len(across), TOP + HIGH * len(asked)
    return Drawing(width, height, WIDE, HIGH, heads, rows, boxes)


def _box(x: float, y: float, cell: Cell) -> Box:
    if cell.state is CellState.EXAMINED and cell.level:
        fill = level_fill(cell.scale, cell.level)
        return Box(x, y, fill, "#1d1d1d" if fill in LIGHT else "#ffffff", _lines(level_word(cell.level)))
    fill = "#e4e4e4" if cell.state is CellState.NOT_APPLICABLE else "url(#gap)"
    return Box(x, y, fill, "#1d1d1d", _lines(words(cell.state)))


def level_fill(scale: tuple[str, ...], level: str) -> str:
    """Its colour: spread over the scale, however many levels that has."""
    share = scale.index(level) / max(len(scale) - 1, 1)
    return FILLS[round(share * (len(FILLS) - 1))]


def _lines(text: str) -> tuple[tuple[float, str], ...]:
    """One line, or two where it would be wider than its cell."""
    first, _, rest = text.partition(" ")
    return ((15.0, first), (28.0, rest)) if rest and len(text) > ONE_LINE else ((22.0, text),)
