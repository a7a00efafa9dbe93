"""The heat map by duty and agency: the share met in time, paler the less sure it is, and words where none is told."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from conspectus.pictures.words import half, in_words, named
from conspectus.plain import number, percent
from conspectus.records.casebook import AgencyPart, DutyFigure, Picture
from conspectus.terms import LAPSED, UNDECIDED, DutyKind
from conspectus.wording import Word, statuses

TENTHS = 10  # steps of the share
QUARTERS = 4  # steps of the width of its interval
# Hues of one lightness, which is left to say how sure a share is; told apart by those who do not see red or green.
HUES = ((0.0, (176, 64, 20)), (0.6, (173, 122, 22)), (0.85, (24, 121, 130)), (1.0, (23, 84, 160)))
PALEST = 0.2  # how much colour is left to a share of which nothing is sure

Colour = tuple[int, int, int]


class Cell(NamedTuple):
    """What one agency did in one duty."""

    figure: DutyFigure
    look: str  # the class that colours it; empty where no share is told
    word: Word | None  # why none is told; None where the time alone is measured
    share: str
    interval: str
    says: str  # the rest of it, for those who hear the page


class Row(NamedTuple):
    """One duty, with a place for each agency that has a share to show."""

    title: str
    limit: str
    cells: tuple[Cell | None, ...]


class Heat(NamedTuple):
    """Duties of which something can be told, the weakest first, and by agency those of which nothing can."""

    agencies: tuple[AgencyPart, ...]
    rows: tuple[Row, ...]
    untold: tuple[tuple[AgencyPart, tuple[Cell, ...]], ...]


def heat(picture: Picture) -> Heat:
    """The figures of a picture laid out by duty and agency."""
    rows = _rows([figure for figure in picture.duties if figure.obligations])
    told = [figures for figures in rows if any(_tells(figure) for figure in figures)]
    untold = [figure for figures in rows if figures not in told for figure in figures]
    agencies = tuple(picture.agencies)
    return Heat(
        agencies,
        tuple(_row(figures, agencies) for figures in sorted(told, key=_weakest)),
        tuple(
            (part, tuple(map(_cell, theirs)))
            for part in picture.agencies
            if (theirs := [figure for figure in untold if figure.agency == part.agency])
        ),
    )


def _rows(figures: Iterable[DutyFigure]) -> list[list[DutyFigure]]:
    found: dict[tuple[str, str], list[DutyFigure]] = {}
    for figure in figures:
        found.setdefault((figure.duty, figure.part), []).append(figure)
    return list(found.values())


def _tells(figure: DutyFigure) -> bool:
    return figure.share_met is not None or figure.decided > 0


def _weakest(figures: Sequence[DutyFigure]) -> tuple[bool, float]:
    """The smallest share that any agency met; what is only measured comes last."""
    shares = [figure.share_met for figure in figures if figure.share_met is not None]
    return (not shares, min(shares, default=0.0))


def _row(figures: Sequence[DutyFigure], agencies: Sequence[AgencyPart]) -> Row:
    held = {figure.agency: _cell(figure) for figure in figures}
    return Row(named(figures[0]), figures[0].deadline, tuple(held.get(part.agency) for part in agencies))


def _cell(figure: DutyFigure) -> Cell:
    share, low, high = figure.share_met, figure.interval_low, figure.interval_high
    if share is None or low is None or high is None:
        timed = figure.kind is DutyKind.MEASURED and figure.decided > 0
        says = f"{number(figure.obligations, 'obligation')}: {in_words(figure)}"
        return Cell(figure, "", None if timed else _why(figure), half(figure) if timed else "", "", says)
    interval = f"{percent(low)}–{percent(high)}{'+' if figure.clustered else ''}"
    says = f"95% interval, of {figure.decided:,} decided"
    return Cell(figure, look(share, high - low), None, percent(share), interval, says)


def _why(figure: DutyFigure) -> Word:
    """The status in which most of them stand: what hinders a share from being told."""
    return statuses()[max((*UNDECIDED, *LAPSED), key=lambda status: getattr(figure, status.value))]


def look(share: float, width: float) -> str:
    """The class that colours a share with an interval so wide."""
    return f"heat-{round(share * TENTHS)}-{min(int(width * QUARTERS), QUARTERS - 1)}"


def heat_style() -> str:
    """The colours of all such classes, each with the ink that is read on it."""
    return "".join(_rule(tenth, quarter) for tenth in range(TENTHS + 1) for quarter in range(QUARTERS))


def _rule(tenth: int, quarter: int) -> str:
    ground = shade(tenth / TENTHS, quarter / (QUARTERS - 1))
    return f".heat-{tenth}-{quarter} {{ background: {_hex(ground)}; color: {_hex(ink(ground))}; }}\n"


def shade(share: float, unsure: float) -> Colour:
    """The hue of a share, mixed with white as far as it is unsure (0 to 1)."""
    kept = 1 - (1 - PALEST) * unsure
    (low, one), (high, other) = next((before, after) for before, after in pairwise(HUES) if share <= after[0])
    along = (share - low) / (high - low)
    hue = [a + (b - a) * along for a, b in zip(one, other, strict=True)]
    red, green, blue = (round(255 - (255 - part) * kept) for part in hue)
    return red, green, blue


def ink(ground: Colour) -> Colour:
    """Black or white, whichever stands out more."""
    light = luminance(ground)
    return (0, 0, 0) if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) else (255, 255, 255)


def luminance(colour: Colour) -> float:
    """How light a colour is, as WCAG has it."""
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
