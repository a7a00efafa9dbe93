"""Trends as one page: small multiples with a table each, the worst news first and the good named too."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from markupsafe import Markup

from conspectus.monitoring.changes import Change
from conspectus.monitoring.drawing import FRAME, Drawn, drawn
from conspectus.monitoring.marks import dots, point_rows
from conspectus.monitoring.trend_model import Series, Trend
from conspectus.monitoring.words import (
    ASSURANCE,
    CHARTS,
    STATES,
    State,
    arrow,
    headline,
    named,
    shown,
    story,
    unit,
)
from conspectus.pages import render, render_part

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


def trend_html(trend: Trend) -> str:
    """One self-contained, accessible page of the trends."""
    return render(PACKAGE, "trend.html.j2", **_context(trend))


def trend_part(trend: Trend, *, evidence_at: Callable[[Series], str | None] | None = None) -> Markup:
    """The same as a section of another page, without head and style; a series leads to where it becomes evidence."""
    return render_part(
        PACKAGE, "trend.html.j2", **(_context(trend) | {"heading": "h2", "evidence_at": evidence_at})
    )


def _context(trend: Trend) -> dict[str, object]:
    groups = _groups(trend)
    return {
        "trend": trend,
        "heading": "h1",
        "evidence_at": None,
        "style": trend_style(),
        "headline": headline(trend),
        "groups": groups,
        "empty": [one for one in trend.series if not one.decided],
        "frame": FRAME,
        "assurances": ASSURANCE,
        "charts": CHARTS,
        "states": STATES,
        "whose": f" of {trend.area}" if trend.area else "",
        "other_definitions": len({one.definitions_sha256 for one in trend.sources}) > 1,
        **{one.__name__: one for one in (arrow, dots, named, point_rows, shown, story, unit)},
    }


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
