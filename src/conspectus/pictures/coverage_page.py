"""Whose practice published reports speak of, as one page: inspections of the council alone beside joint ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from conspectus.definitions import agencies
from conspectus.library import SpokenOf
from conspectus.library.coverage import By, Coverage, Group, Mean
from conspectus.pages import Context, render, render_part
from conspectus.pictures.style import picture_style
from conspectus.plain import number, percent

PACKAGE = "conspectus.pictures"
WIDE, BAR, STEP, LEFT = 860, 34, 74, 10


class Piece(NamedTuple):
    """A piece of a bar: where it begins, how long it is, and what is written in it."""

    x: float
    wide: float
    colour: str
    says: str


class Bar(NamedTuple):
    """One group as a bar that is whole."""

    title: str
    y: int
    pieces: tuple[Piece, ...]


def coverage_html(coverage: Coverage) -> str:
    """A self-contained, accessible page: a bar for each group, and the same as tables."""
    return render(PACKAGE, _page(coverage))


class Leads(NamedTuple):
    """Where a page within another leads to."""

    report: Callable[[str], str]  # the hash of a report's file → its page
    explained: str  # how all is counted
    by: tuple[tuple[By, str], ...]  # the same with reports put together otherwise


def coverage_part(coverage: Coverage, leads: Leads) -> Markup:
    """The same to be put into another page, without head and style."""
    return render_part(PACKAGE, _page(coverage, leads))


@cache
def looks() -> dict[SpokenOf, tuple[str, str]]:
    """What people call each of whom a report may speak, and its colour in pictures."""
    known = {SpokenOf(term.id): (term.title, term.colour) for term in agencies().values()}
    further = {SpokenOf.PARTNERSHIP: ("The partnership", "#6f777b"), SpokenOf.OTHER: ("Others", "#b1b4b6")}
    return {word: (known | further)[word] for word in SpokenOf}


def between(mean: Mean) -> str:
    """A mean with its interval, in words."""
    said = percent(mean.mean)
    return (
        said
        if mean.low is None or mean.high is None
        else f"{said} ({percent(mean.low)} to {percent(mean.high)})"
    )


@dataclass(frozen=True, kw_only=True)
class CoveragePage(Context, template="coverage.html.j2"):
    """Bars and tables of whose practice is spoken of, and where they lead to."""

    coverage: Coverage
    leads: Leads | None
    looks: Mapping[SpokenOf, tuple[str, str]]
    picture_style: Markup
    bars: Sequence[Bar]
    titles: Mapping[SpokenOf, str]
    high: int
    between: Callable[[Mean], str] = between
    wide: int = WIDE
    bar: int = BAR
    left: int = LEFT


def _page(coverage: Coverage, leads: Leads | None = None) -> CoveragePage:
    shown = coverage.contrast or coverage.groups
    return CoveragePage(
        coverage=coverage,
        leads=leads,
        looks=looks(),
        picture_style=picture_style(),
        bars=[_bar(group, place) for place, group in enumerate(shown)],
        titles={word: name for word, (name, _) in looks().items()},
        high=len(shown) * STEP + 10,
    )


def _bar(group: Group, place: int) -> Bar:
    x, pieces = float(LEFT), []
    for word, (name, colour) in looks().items():
        share = group.shares[word].mean
        wide = share * (WIDE - 2 * LEFT)
        says = (
            f"{name} {percent(share)}" if wide >= 9 * len(name) + 40 else percent(share) if wide >= 38 else ""
        )
        pieces.append(Piece(round(x, 1), round(wide, 1), colour, says))
        x += wide
    return Bar(f"{group.name}: {number(group.reports, 'report')}", place * STEP + 22, tuple(pieces))
