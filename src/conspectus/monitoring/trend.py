"""Trends: every series of one or several rounds with its chart, signals and assurance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import isnan
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from conspectus.definitions import agencies
from conspectus.monitoring import charts
from conspectus.monitoring.assurance import assurance
from conspectus.monitoring.changes import Change, Changes
from conspectus.monitoring.charts import Limits
from conspectus.monitoring.model import Figures, FiguresSeries
from conspectus.monitoring.points import (
    Counts,
    by_quarter,
    joined,
    newest_word,
    segments,
)
from conspectus.monitoring.rounds import gap_rounds, share_rounds
from conspectus.monitoring.signals import News, Signal, signals
from conspectus.monitoring.trend_model import Point, Segment, Series, SignalAt, Source, Suppressed, Trend
from conspectus.terms import Agency
from conspectus.wording import known_edition

By = Literal["month", "quarter"]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Measure:
    """What is drawn of a series' counts: the value of a point, what it is out of, and the chart that fits it."""

    name: Literal["share", "time", "gaps"]
    better: Literal["up", "down"]
    baseline: charts.Baseline
    value: Callable[[Counts], float | None]
    top: Callable[[Counts], float]  # what the baseline adds up: cases met, or the value itself
    size: Callable[[Counts], float]


SHARE = Measure("share", "up", charts.p_prime, lambda one: one.share, lambda one: one.met, lambda one: one.n)
TIME = Measure(
    "time", "down", charts.xmr, lambda one: one.time, lambda one: one.time or 0.0, lambda one: one.answered
)
COUNT = Measure("gaps", "down", charts.c_chart, lambda one: one.n, lambda one: one.n, lambda one: 1.0)
RATE = Measure(
    "gaps", "down", charts.u_chart,
    lambda one: 1000 * one.n / one.asked if one.asked else None,
    lambda one: one.n, lambda one: (one.asked or 0) / 1000,
)  # fmt: skip


def trend(
    rounds: Sequence[Figures],
    *,
    duty: str | None = None,
    agency: Agency | None = None,
    by: By = "month",
    changes: Changes | None = None,
) -> Trend:
    """Every series of the rounds, or those of one duty or agency: shares first, then times, then gaps; worst first."""
    declared, newest = changes or Changes(), max(rounds, key=lambda one: one.as_of)
    told = [
        (head, newest_word(counts), counts[-1][0])
        for head, counts in share_rounds(rounds)
        if duty in (None, head.duty) and agency in (None, head.agency)
    ]
    made = [
        *_of_duties(told, SHARE, by=by, declared=declared),
        *_of_duties(told, TIME, by=by, declared=declared),
        *(_of_gaps(rounds, by=by, declared=declared) if duty is None and agency is None else ()),
    ]
    return Trend(
        area=newest.area.name if newest.area else None,
        nation=newest.nation,
        as_of=newest.as_of_day,
        by=by,
        restricted=any(one.restricted for one in rounds),
        sources=[_source(one) for one in sorted(rounds, key=lambda one: one.as_of)],
        changes=_of_these(declared.change, duty=duty, agency=agency),
        actions=_of_these(declared.action, duty=duty, agency=agency),
        series=made,
        suppressed=_suppressed(newest, duty=duty, agency=agency),
    )


def _of_these(declared: Sequence[Change], *, duty: str | None, agency: Agency | None) -> list[Change]:
    """Those of a duty or agency that is asked for alone, and those of all."""
    return [
        one
        for one in declared
        if (duty is None or one.duty in (None, duty)) and (agency is None or one.agency in (None, agency))
    ]


def _source(figures: Figures) -> Source:
    return Source(
        as_of=figures.as_of_day,
        restricted=figures.restricted,
        casebook_sha256=figures.casebook_sha256,
        definitions_sha256=figures.definitions_sha256,
    )


def _suppressed(figures: Figures, *, duty: str | None, agency: Agency | None) -> list[Suppressed]:
    return [
        Suppressed(duty=one.duty, title=one.title, part=one.part, agency=one.agency)
        for one in figures.series
        if one.suppressed and duty in (None, one.duty) and agency in (None, one.agency)
    ]


def _of_duties(
    told: Sequence[tuple[FiguresSeries, list[Counts], date]], measure: Measure, *, by: By, declared: Changes
) -> list[Series]:
    made = [
        _series(head, points, measure, declared, day)
        for head, counts, day in told
        if (points := _points(counts, measure, by=by))
    ]
    return sorted(made, key=lambda one: one.worst_first)


def _points(counts: list[Counts], measure: Measure, *, by: By) -> list[Counts]:
    known = [one for one in counts if measure is not TIME or one.answered]
    return by_quarter(known) if by == "quarter" else known


def _series(
    head: FiguresSeries, points: list[Counts], measure: Measure, declared: Changes, on: date
) -> Series:
    changes = [one.date for one in declared.change if one.concerns(duty=head.duty, agency=head.agency)]
    parts = [joined(one) for one in segments(points, changes)]
    target = head.target if measure is SHARE else None
    return _charted(
        parts, measure, target=target,
        duty=head.duty, title=head.title, part=head.part, agency=head.agency,
        agency_title=agencies()[head.agency].title, checked=known_edition(head.duty, on),
        unit="share" if measure is SHARE else head.unit,
        undated=head.undated, comparable=head.comparable,
        actions=[one for one in declared.action if one.concerns(duty=head.duty, agency=head.agency)],
    )  # fmt: skip


def _of_gaps(rounds: Sequence[Figures], *, by: By, declared: Changes) -> list[Series]:
    made = []
    for pattern, told in gap_rounds(rounds):
        points = newest_word(told)
        points = by_quarter(points) if by == "quarter" else points
        if not points:
            continue
        sizes = {one.asked for one in points}
        measure = COUNT if len(sizes) == 1 else RATE
        changes = [one.date for one in declared.change if one.concerns(duty=pattern.id, agency=None)]
        made.append(
            _charted(
                segments(points, changes),
                measure,
                target=None,
                duty=pattern.id,
                title=pattern.title,
                part=None,
                agency=None,
                agency_title="All agencies",
                checked="",
                unit="gaps" if measure is COUNT else _rate_unit(rounds),
                undated=0,
                comparable=True,
                actions=[one for one in declared.action if one.concerns(duty=pattern.id, agency=None)],
            )
        )
    return sorted(made, key=lambda one: one.worst_first)


def _rate_unit(rounds: Sequence[Figures]) -> str:
    sized = all(one.children is not None for one in rounds)
    return "gaps a month for each 1,000 children" if sized else "gaps a month"


def _charted(parts: list[list[Counts]], measure: Measure, *, target: float | None, **head: object) -> Series:
    drawn = [_segment(part, measure) for part in parts]
    points = [point for _, made in drawn for point in made]
    last = drawn[-1][0]
    latest = next((one for one in reversed(drawn[-1][1]) if not one.provisional), None)
    return Series.model_validate(
        head
        | {
            "measure": measure.name,
            "better": measure.better,
            "chart": last.chart,
            "centre": last.centre,
            "sigma_z": last.sigma_z,
            "target": target,
            "assurance": assurance(
                target, latest.lower if latest else None, latest.upper if latest else None
            ),
            "segments": [one for one, _ in drawn],
            "points": points,
        }
    )


def _segment(part: list[Counts], measure: Measure) -> tuple[Segment, list[Point]]:
    value = np.array(
        [np.nan if (one := measure.value(point)) is None else one for point in part], dtype=np.float64
    )
    counted = np.array([not point.provisional for point in part]) & ~np.isnan(value)
    limits = _limits(part, measure, value, counted)
    known, lower, upper = (_numbers(one) for one in (value, limits.at(-3.0), limits.at(3.0)))
    found = _found(value, counted, limits, better=measure.better)
    points = [
        Point(
            from_=point.first, to=point.last, n=point.n,
            met=point.met if measure is SHARE else None,
            share=point.share if measure is SHARE else None,
            value=known[place], lower=lower[place], upper=upper[place],
            provisional=point.provisional, signals=found[place], revisions=point.revisions,
        )
        for place, point in enumerate(part)
    ]  # fmt: skip
    told = Segment(
        from_=part[0].first,
        to=part[-1].last,
        chart=limits.chart,
        centre=limits.centre,
        sigma_z=limits.sigma_z,
    )
    return told, points


def _limits(part: list[Counts], measure: Measure, value: Floats, counted: NDArray[np.bool_]) -> Limits:
    base = charts.baseline(counted)
    if base is None:
        return charts.run_chart(value, counted)
    top = np.array([measure.top(point) for point in part], dtype=np.float64)
    size = np.array([measure.size(point) for point in part], dtype=np.float64)
    return measure.baseline(top, size, base)


def _found(
    value: Floats, counted: NDArray[np.bool_], limits: Limits, *, better: Literal["up", "down"]
) -> list[list[SignalAt]]:
    """The signals of each point; provisional ones stand outside the rules, and no run is broken by them."""
    made: list[list[SignalAt]] = [[] for _ in value]
    if not limits.has or limits.centre is None:
        return made
    places = np.flatnonzero(counted)
    good = 1 if better == "up" else -1
    for signal, sides in signals(value[places], limits.centre, limits.sigma[places]).items():
        for side in (1, -1):
            news = News.IMPROVEMENT if side == good else News.CONCERN
            for place in places[sides == side].tolist():
                made[place].append(_signal_at(signal, news))
    return made


@cache
def _signal_at(signal: Signal, news: News) -> SignalAt:
    return SignalAt(signal=signal, news=news)


def _numbers(values: Floats) -> list[float | None]:
    return [None if isnan(one) else one for one in values.tolist()]
