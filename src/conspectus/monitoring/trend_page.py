"""Trends as one page: small multiples with a table each, the worst news first and the good named too."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from markupsafe import Markup

from conspectus.monitoring.assurance import Assurance
from conspectus.monitoring.changes import Change
from conspectus.monitoring.charts import Chart
from conspectus.monitoring.drawing import FRAME, Drawn, drawn
from conspectus.monitoring.marks import dots, point_rows, ticks
from conspectus.monitoring.trend_model import Series, Trend
from conspectus.monitoring.words import (
    ASSURANCE,
    CHARTS,
    STATES,
    State,
    agency_title,
    arrow,
    declared,
    headline,
    named,
    shown,
    story,
    unit,
)
from conspectus.pages import Context, render, render_part
from conspectus.plain import number
from conspectus.terms import Agency

PACKAGE = "conspectus.monitoring"


class Card(NamedTuple):
    """One series and its chart, as a part of the page."""

    place: int
    series: Series
    chart: Drawn


class Group(NamedTuple):
    """The series that have the same state, under one heading."""

    state: State
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class TrendPage(Context, template="trend.html.j2"):
    """The trends by how they stand, and how a template says what it shows of one."""

    trend: Trend
    style: Markup
    headline: Sequence[str]
    groups: Sequence[Group]
    empty: Sequence[Series]
    frame: Mapping[str, float]
    assurances: Mapping[Assurance, tuple[str, str]]
    charts: Mapping[Chart, str]
    states: Mapping[str, State]
    whose: str
    other_definitions: bool
    heading: str = "h1"
    evidence_at: Callable[[Series], str | None] | None = None
    agency_title: Callable[[Agency], str] = agency_title
    declared: Callable[[Change, Trend], str] = declared
    arrow: Callable[[Series], str] = arrow
    dots: Callable[..., Markup] = dots
    named: Callable[[Series], str] = named
    number: Callable[..., str] = number
    point_rows: Callable[[Series], Markup] = point_rows
    shown: Callable[[float | None, Series], str] = shown
    story: Callable[[Series], str] = story
    ticks: Callable[..., Markup] = ticks
    unit: Callable[[Series], str] = unit


def trend_html(trend: Trend) -> str:
    """One self-contained, accessible page of the trends."""
    return render(PACKAGE, _page(trend))


def trend_part(trend: Trend, *, evidence_at: Callable[[Series], str | None] | None = None) -> Markup:
    """The same as a section of another page, without head and style; a series leads to where it becomes evidence."""
    return render_part(PACKAGE, replace(_page(trend), heading="h2", evidence_at=evidence_at))


def _page(trend: Trend) -> TrendPage:
    return TrendPage(
        trend=trend,
        style=trend_style(),
        headline=headline(trend),
        groups=_groups(trend),
        empty=[one for one in trend.series if not one.decided],
        frame=FRAME,
        assurances=ASSURANCE,
        charts=CHARTS,
        states=STATES,
        whose=f" of {trend.area}" if trend.area else "",
        other_definitions=len({one.definitions_sha256 for one in trend.sources}) > 1,
    )


def _groups(trend: Trend) -> list[Group]:
    made, place = [], 0
    for name, state in STATES.items():
        found = sorted(
            (one for one in trend.series if one.state == name and one.decided),
            key=lambda one: one.worst_first,
        )
        cards = []
        for series in found:
            place += 1
            cards.append(Card(place, series, drawn(series, changes=_declared(trend.changes, series))))
        made.append(Group(state, tuple(cards)))
    return made


def _declared(changes: Sequence[Change], series: Series) -> list[Change]:
    return [one for one in changes if one.concerns(duty=series.duty, agency=series.agency)]


@cache
def trend_style() -> Markup:
    """What pages of monitoring add to the style of every page."""
    return Markup(files(PACKAGE).joinpath("templates", "monitoring.css").read_text(encoding="utf-8"))
