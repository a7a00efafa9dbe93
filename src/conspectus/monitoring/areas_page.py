"""Areas as one page: a funnel for each duty with its table, areas by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from markupsafe import Markup

from conspectus.monitoring.areas import AreaFigure, Areas, DutyFunnel, Place
from conspectus.monitoring.areas_words import PLACES, PlaceWord, named_duty, spread
from conspectus.monitoring.drawing import BOTTOM, FRAME, LEFT, RIGHT, TOP, Line, level_step
from conspectus.monitoring.funnel import INNER, OUTER, Floats, Funnel
from conspectus.monitoring.marks import area_rows, dots, ticks
from conspectus.monitoring.trend_page import trend_style
from conspectus.pages import Context, render, render_part
from conspectus.plain import number

PACKAGE = "conspectus.monitoring"
CURVE = 40  # places along a limit
ROOM = 80.0, 14.0  # what a name takes on the drawing: one that would lie on another is told in the list alone


class Label(NamedTuple):
    """The name of an area on the drawing."""

    x: float
    y: float
    label: str


class Drawing(NamedTuple):
    """A funnel as it is drawn."""

    dots: tuple[tuple[float, float, str], ...]
    labels: tuple[Label, ...]
    inner: tuple[str, str]
    outer: tuple[str, str]
    theta: float
    levels: tuple[Line, ...]
    sizes: tuple[Line, ...]


class FunnelCard(NamedTuple):
    """One duty's funnel as its page shows it."""

    place: int
    funnel: DutyFunnel
    drawing: Drawing | None
    outside: tuple[AreaFigure, ...]


@dataclass(frozen=True, kw_only=True)
class AreasPage(Context, template="areas.html.j2"):
    """A card for each duty, and how a template says what it shows of one."""

    areas: Areas
    style: Markup
    apart: Sequence[FunnelCard]  # duties of which areas lie outside the limits
    alike: Sequence[FunnelCard]
    frame: Mapping[str, float]
    places: Mapping[Place, PlaceWord]
    where: str
    heading: str = "h1"
    named_duty: Callable[[DutyFunnel], str] = named_duty
    number: Callable[..., str] = number
    spread: Callable[[DutyFunnel], str] = spread
    dots: Callable[..., Markup] = dots
    area_rows: Callable[..., Markup] = area_rows
    ticks: Callable[..., Markup] = ticks


def areas_html(areas: Areas) -> str:
    """One self-contained, accessible page of the areas."""
    return render(PACKAGE, _page(areas))


def areas_part(areas: Areas) -> Markup:
    """The same as a section of another page, without head and style."""
    return render_part(PACKAGE, replace(_page(areas), heading="h2"))


def _page(areas: Areas) -> AreasPage:
    known = [one for one in areas.funnels if one.areas or one.not_comparable]
    cards = [_card(place, one) for place, one in enumerate(known)]
    return AreasPage(
        areas=areas,
        style=trend_style(),
        apart=[one for one in cards if one.outside],
        alike=[one for one in cards if not one.outside],
        frame=FRAME,
        places=PLACES,
        where=f" of {areas.region}" if areas.region else "",
    )


def _card(place: int, funnel: DutyFunnel) -> FunnelCard:
    outside = tuple(one for one in funnel.areas if one.place != "within")
    return FunnelCard(place, funnel, _drawing(funnel) if funnel.areas else None, outside)


def _drawing(funnel: DutyFunnel) -> Drawing:
    top = max(one.n for one in funnel.areas) * 1.05
    scale = _Scale(top, _lowest(funnel.areas))
    made = Funnel(funnel.theta or 0.0, funnel.phi or 0.0, funnel.tau2 or 0.0)
    step = level_step(top)
    outside = [one for one in funnel.areas if one.place != "within"]
    return Drawing(
        dots=tuple((scale.x(one.n), scale.y(one.share), PLACES[one.place].kind) for one in funnel.areas),
        labels=_labels([Label(scale.x(one.n), scale.y(one.share), one.area) for one in outside]),
        inner=scale.curves(made, INNER),
        outer=scale.curves(made, OUTER),
        theta=scale.y(made.theta),
        levels=scale.levels(),
        sizes=tuple(
            Line(scale.x(place * step), f"{place * step:,.6g}") for place in range(int(top / step) + 1)
        ),
    )


def _labels(wanted: Sequence[Label]) -> tuple[Label, ...]:
    placed: list[Label] = []
    for one in wanted:
        if not any(abs(one.x - other.x) < ROOM[0] and abs(one.y - other.y) < ROOM[1] for other in placed):
            placed.append(one)
    return tuple(placed)


def _lowest(areas: Sequence[AreaFigure]) -> float:
    """From where the scale runs: nothing, unless everybody lies in the upper half."""
    return 0.5 if all(min(one.share, one.lower_95) >= 0.5 for one in areas) else 0.0


class _Scale(NamedTuple):
    """From cases and shares to places."""

    top: float
    lowest: float

    def x(self, n: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * n / self.top, 1)

    def y(self, share: float) -> float:
        held = (min(max(share, self.lowest), 1.0) - self.lowest) / (1 - self.lowest)
        return round(BOTTOM - (BOTTOM - TOP) * held, 1)

    def levels(self) -> tuple[Line, ...]:
        percents = range(50, 101, 10) if self.lowest else range(0, 101, 25)
        return tuple(Line(self.y(value / 100), f"{value}%") for value in percents)

    def curves(self, made: Funnel, width: float) -> tuple[str, str]:
        """The lower and the upper limit, clipped to the scale for drawing alone."""
        n = np.geomspace(max(self.top / 200, 1.0), self.top, CURVE)
        reach = made.reach(n, width)
        return self._path(n, made.theta - reach), self._path(n, made.theta + reach)

    def _path(self, n: Floats, shares: Floats) -> str:
        return "M" + " L".join(f"{self.x(one)} {self.y(share)}" for one, share in zip(n, shares, strict=True))
