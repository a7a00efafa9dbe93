"""A chart as an SVG is drawn: places of points, limits, marks and ticks."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from math import ceil, floor, isnan, log10
from typing import Literal, NamedTuple

import numpy as np

from conspectus.monitoring.changes import Change
from conspectus.monitoring.trend_model import Point, Segment, Series
from conspectus.plain import day, short_month

WIDTH, HEIGHT = 480.0, 222.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 468.0, 22.0, 184.0
# The same, as templates read it.
FRAME = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM}
TICKS = 9  # of time, at most
WORD = 48.0  # how wide the word over an upright mark is, with some air


class Dot(NamedTuple):
    """A point on the chart; `kind` is plain, concern, improvement or provisional."""

    x: float
    y: float
    kind: str


class Line(NamedTuple):
    """A tick."""

    at: float
    text: str
    below: str = ""


class Mark(NamedTuple):
    """An upright line where something changed or was done; its word stands so that it meets no other word."""

    at: float
    text: str
    anchor: Literal["start", "middle", "end"]


class DrawnSegment(NamedTuple):
    """A segment: its centre line, and its limits as steps; the limits are empty where there are none."""

    x1: float
    x2: float
    centre: float | None
    upper: str
    lower: str


class Drawn(NamedTuple):
    """Everything that is drawn of one chart, in its own units."""

    dots: tuple[Dot, ...]
    paths: tuple[str, ...]
    parts: tuple[DrawnSegment, ...]
    levels: tuple[Line, ...]
    times: tuple[Line, ...]
    target: float | None
    changes: tuple[Mark, ...]
    actions: tuple[Mark, ...]


class Scale(NamedTuple):
    """From days and values to places."""

    first: date
    last: date
    bottom: float
    top: float

    def x(self, when: date) -> float:
        """Where a day stands."""
        return self.xs([when.toordinal()])[0]

    def xs(self, days: Sequence[int]) -> list[float]:
        """Where days, told by their ordinals, stand."""
        share = (np.array(days) - self.first.toordinal()) / max((self.last - self.first).days, 1)
        placed: list[float] = (LEFT + (RIGHT - LEFT) * share.clip(0.0, 1.0)).round(1).tolist()
        return placed

    def y(self, value: float) -> float:
        """Where a value stands; beyond the scale, at its edge."""
        return self.ys([value])[0]

    def ys(self, values: Sequence[float | None]) -> list[float]:
        """Where values stand; nan where there is none."""
        share = (np.array(values, dtype=np.float64) - self.bottom) / (self.top - self.bottom)
        placed: list[float] = (BOTTOM - (BOTTOM - TOP) * share.clip(0.0, 1.0)).round(1).tolist()
        return placed


class Placed(NamedTuple):
    """A point and its places: the edges and the middle of its time, its value and its limits; nan where it has none."""

    point: Point
    left: float
    right: float
    middle: float
    value: float
    upper: float
    lower: float


def drawn(series: Series, *, changes: Sequence[Change] = ()) -> Drawn:
    """A series as its chart is drawn."""
    scale = _scale(series)
    placed = _placed(series.points, scale)
    parts = [_within(placed, segment) for segment in series.segments]
    concerned = [one for one in changes if scale.first <= one.date <= scale.last]
    acted = [one for one in series.actions if scale.first <= one.date <= scale.last]
    return Drawn(
        dots=tuple(
            Dot(one.middle, one.value, _kind(one.point)) for one in placed if one.point.value is not None
        ),
        paths=tuple(path for points in parts if (path := _path(points))),
        parts=tuple(
            _part(segment, points, scale) for segment, points in zip(series.segments, parts, strict=True)
        ),
        levels=_levels(scale, shares=series.measure == "share"),
        times=_times(scale),
        target=scale.y(series.target) if series.target is not None else None,
        changes=_marks(concerned, beside=acted, scale=scale),
        actions=_marks(acted, beside=concerned, scale=scale),
    )


def _placed(points: Sequence[Point], scale: Scale) -> list[Placed]:
    """All points at once: a page draws thousands."""
    firsts, lasts = ([one.from_.toordinal() for one in points], [one.to.toordinal() for one in points])
    columns = (
        scale.xs(firsts),
        scale.xs([last + 1 for last in lasts]),
        scale.xs([first + (last - first) // 2 for first, last in zip(firsts, lasts, strict=True)]),
        *(scale.ys([getattr(one, name) for one in points]) for name in ("value", "upper", "lower")),
    )
    return [Placed(point, *places) for point, *places in zip(points, *columns, strict=True)]


def _marks(some: Sequence[Change], *, beside: Sequence[Change], scale: Scale) -> tuple[Mark, ...]:
    every = sorted(scale.x(one.date) for one in (*some, *beside))
    return tuple(
        Mark(at := scale.x(one.date), f"{day(one.date)}: {one.what}", _anchor(at, every)) for one in some
    )


def _anchor(at: float, every: Sequence[float]) -> Literal["start", "middle", "end"]:
    """Away from a neighbour that is nearer than a word is wide, and from the edge of the drawing."""
    if at + WORD / 2 > WIDTH or any(0 < other - at < WORD for other in every):
        return "end"
    return "start" if any(0 < at - other < WORD for other in every) else "middle"


def _kind(point: Point) -> str:
    if point.provisional:
        return "provisional"
    return point.news.value if point.news else "plain"


def _within(placed: Sequence[Placed], segment: Segment) -> list[Placed]:
    return [one for one in placed if segment.from_ <= one.point.from_ and one.point.to <= segment.to]


def _scale(series: Series) -> Scale:
    """A share from nothing to all, everything else from nothing to what is comfortably above the highest."""
    first, last = series.points[0].from_, series.points[-1].to + timedelta(days=1)
    if series.measure == "share":
        return Scale(first, last, 0.0, 1.0)
    values = [one for point in series.points for one in (point.value, point.upper) if one is not None]
    highest = max(values, default=1.0)
    step = level_step(highest)
    return Scale(first, last, 0.0, step * max(ceil(highest / step - 1e-9), 2))


def level_step(highest: float) -> float:
    """How far levels lie apart, so that at most five of them reach the highest and all read well."""
    if highest <= 0:
        return 0.5
    unit = 10.0 ** floor(log10(highest / 5))
    return next(unit * times for times in (1, 2, 5, 10) if unit * times * 5 >= highest)


def _path(placed: Sequence[Placed]) -> str:
    """The line through the points that are decided."""
    places = [
        f"{one.middle} {one.value}"
        for one in placed
        if one.point.value is not None and not one.point.provisional
    ]
    return "M" + " L".join(places) if len(places) > 1 else ""


def _part(segment: Segment, placed: Sequence[Placed], scale: Scale) -> DrawnSegment:
    centre = scale.y(segment.centre) if segment.centre is not None else None
    upper = _steps((one.left, one.right, one.upper) for one in placed)
    lower = _steps((one.left, one.right, one.lower) for one in placed)
    return DrawnSegment(scale.x(segment.from_), scale.x(segment.to + timedelta(days=1)), centre, upper, lower)


def _steps(steps: Iterable[tuple[float, float, float]]) -> str:
    """A limit, clipped to the scale for drawing alone."""
    made, last = [], None
    for left, right, y in steps:
        if not isnan(y):
            begun = "M" if last is None else "L"
            made.append(f"V{y}H{right}" if left == last else f"{begun}{left} {y}H{right}")
            last = right
    return "".join(made)


@lru_cache(maxsize=256)  # a page's shares have one scale, and its times few
def _levels(scale: Scale, *, shares: bool) -> tuple[Line, ...]:
    if shares:
        return tuple(Line(scale.y(place / 4), f"{place * 25}%") for place in range(5))
    step = level_step(scale.top)
    return tuple(
        Line(scale.y(place * step), f"{place * step:,.6g}") for place in range(round(scale.top / step) + 1)
    )


@lru_cache(maxsize=256)
def _times(scale: Scale) -> tuple[Line, ...]:
    """Months, or every few months where there are many; a January with its year."""
    first = scale.first.year * 12 + scale.first.month - 1
    count = (scale.last.year * 12 + scale.last.month - 1) - first
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if ceil(count / step) <= TICKS)
    months = [number for number in range(first, first + count) if number % step == 0]
    return tuple(
        Line(scale.x(date(number // 12, number % 12 + 1, 1)), *_tick(number, first=place == 0, step=step))
        for place, number in enumerate(months)
    )


def _tick(number: int, *, first: bool, step: int) -> tuple[str, str]:
    """A month, and below the first and each first of a year the year."""
    year, month = number // 12, short_month(date(number // 12, number % 12 + 1, 1))
    if step >= 12:
        return f"{year}", ""
    return month, f"{year}" if first or number % 12 < step else ""
