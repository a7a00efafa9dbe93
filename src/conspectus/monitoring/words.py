"""Trends in words: a signal is always a word and a mark, never a colour alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from conspectus.definitions import agencies
from conspectus.monitoring.assurance import Assurance
from conspectus.monitoring.changes import Change
from conspectus.monitoring.charts import Chart
from conspectus.monitoring.points import Revision
from conspectus.monitoring.signals import Signal
from conspectus.monitoring.trend_model import Point, Series, SignalAt, Trend
from conspectus.plain import day, month, percent, words
from conspectus.terms import Agency, Part


class State(NamedTuple):
    """How a series stands."""

    id: str
    word: str
    title: str  # of those that stand so
    says: str
    news: bool  # whether a signal puts a series there


STATES = {
    row[0]: State(*row)
    for row in (
        ("concern", "concern", "What gives concern", "Its newest signal points the wrong way.", True),
        ("improvement", "improvement", "What got better", "Its newest signal points the right way.", True),
        (
            "steady",
            "as usual",
            "What goes on as usual",
            "No signal among the latest six points: what is seen comes by chance. As usual is not as it should be.",
            False,
        ),
        (
            "few",
            "too few points",
            "Too few points to tell",
            "Fewer than twelve points that are decided: a median, and no limits.",
            False,
        ),
    )
}  # fmt: skip

SIGNALS = {
    Signal.OUTSIDE: "outside the limits",
    Signal.SHIFT: "seven points or more on one side of the mean",
    Signal.TREND: "seven points that rise or fall",
    Signal.TWO_OF_THREE: "two of three points near a limit",
}

CHARTS = {
    Chart.P_PRIME: "p′ chart",
    Chart.C: "c chart",
    Chart.U: "u chart",
    Chart.XMR: "XmR chart",
    Chart.RUN: "run chart",
}

ASSURANCE = {
    Assurance.ALWAYS_MET: ("P", "Will meet its target as it is"),
    Assurance.HIT_OR_MISS: ("?", "Meets its target or misses it by chance"),
    Assurance.ALWAYS_FAILED: ("F", "Cannot meet its target as it is"),
    Assurance.NO_TARGET: ("–", "No target is set"),
    Assurance.NO_LIMITS: ("–", "Too few points to hold against its target"),
}

SIDES = {Part.INVITE: "Invite", Part.ATTEND: "Attend or report"}


def agency_title(agency: Agency) -> str:
    """An agency by its title."""
    return agencies()[agency].title


def named(series: Series) -> str:
    """A series by what it counts."""
    if series.measure == "gaps":
        return f"Silo gaps: {series.title}"
    side = f"{SIDES[series.part]}: " if series.part in SIDES else ""
    return f"{'Time to respond: ' if series.measure == 'time' else ''}{side}{series.title}"


@lru_cache(maxsize=4096)
def _percent(share: float) -> str:
    return percent(share)


def shown(value: float | None, series: Series) -> str:
    """A value in the series' unit, short."""
    return in_unit(series)(value)


def in_unit(series: Series) -> Callable[[float | None], str]:
    """How values of a series are shown: shares within nothing and all, everything else to a tenth."""
    return _share if series.measure == "share" else _tenth


def _share(value: float | None) -> str:
    return "–" if value is None else _percent(min(max(value, 0.0), 1.0))


def _tenth(value: float | None) -> str:
    return "–" if value is None else f"{max(value, 0.0):,.1f}".removesuffix(".0")


def unit(series: Series) -> str:
    """What the numbers of a series count."""
    return "met in time" if series.measure == "share" else words(series.unit)


def arrow(series: Series) -> str:
    """Higher or lower than usual, as a mark: what this means is for the word beside it."""
    if series.state not in ("concern", "improvement"):
        return "●" if series.state == "steady" else "○"
    return "▲" if (series.state == "improvement") == (series.better == "up") else "▼"


def story(series: Series) -> str:
    """What a series says, in a sentence or two."""
    latest = series.decided[-1] if series.decided else None
    if latest is None:
        return "Nothing of it is decided yet."
    value = shown(latest.value, series)
    counted = unit(series).removesuffix("s") if value == "1" and series.measure == "time" else unit(series)
    now = f"{value} {counted} in {span(latest)}"
    if series.chart is Chart.RUN:
        return f"{now}; the median is {shown(series.centre, series)}."
    usual = f"usually {shown(series.centre, series)}"
    run = series.run
    if series.state == "steady" or not run:
        return f"{now}; {usual}."
    way = "lower" if arrow(series) == "▼" else "higher"
    if run[-1] is latest:
        return f"{way.capitalize()} since {month(run[0].from_)}: {now}, {usual} ({_why(run)})."
    when = span(together(run))
    return f"{way.capitalize()} in {when} ({_why(run)}); {now}, {usual}."


def together(run: Sequence[Point]) -> Point:
    """The time of several points as that of one."""
    return replace(run[0], to=run[-1].to)


def _why(run: Sequence[Point]) -> str:
    """The signals of a run of points, the plainest first."""
    found = {one.signal for point in run for one in point.signals if one.news is point.news}
    return ", ".join(SIGNALS[signal] for signal in Signal if signal in found)


def span(point: Point) -> str:
    """The months that a point is of, in words."""
    return months(point.from_, point.to)


@lru_cache(maxsize=4096)
def months(first_day: date, last_day: date) -> str:
    """The months between two days, in words."""
    first, last = month(first_day), month(last_day)
    if first == last:
        return first
    return f"{first.rpartition(' ')[0] if first_day.year == last_day.year else first} to {last}"


def told(signals: Iterable[SignalAt]) -> str:
    """A point's signals in words."""
    return "; ".join(f"{one.news.value}: {SIGNALS[one.signal]}" for one in signals)


def revised(revisions: Sequence[Revision]) -> str:
    """What earlier rounds said of the same months."""
    return "; ".join(f"{one.met:,} of {one.n:,} in the round as of {one.as_of}" for one in revisions)


def declared(change: Change, trend: Trend) -> str:
    """A declared change or an action: its day, what it is, and the figures that it concerns."""
    titles = {one.duty: one.title for one in trend.series}
    duty = titles.get(change.duty, change.duty) if change.duty else "every duty"
    whose = agency_title(change.agency) if change.agency else "every agency"
    return f"{day(change.date)}: {change.what} ({duty}, {whose})"


def headline(trend: Trend) -> list[str]:
    """What the trends say first, the worst and then the best, in sentences."""
    if not trend.series:
        return ["Nothing can be drawn: no obligation has a limit, or too few to publish."]
    made = []
    for state in ("concern", "improvement"):
        found = [one for one in trend.series if one.state == state]
        shares = sorted((one for one in found if one.measure == "share"), key=lambda one: one.worst_first)
        if not found:
            made.append(
                f"No series gives {state}." if state == "concern" else "No series shows an improvement."
            )
            continue
        verb = "gives concern" if state == "concern" else "got better"
        if len(found) > 1:
            verb = verb.replace("gives", "give")
        made.append(f"{_number(len(found))} {verb}.")
        first = (shares or found)[0 if state == "concern" else -1]
        made.append(f"{first.agency_title}, {named(first)}: {story(first)}")
    return made


def _number(count: int) -> str:
    return "1 series" if count == 1 else f"{count:,} series"
