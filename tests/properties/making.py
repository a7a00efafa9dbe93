"""Histories as tables, and a duty's statuses on whichever engine is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from conspectus.definitions import Duty
from conspectus.records.dates.calendar import EPOCH, add_working_days, is_working_day
from conspectus.records.duties import DutyTables, evaluate
from conspectus.records.engine import Engine
from conspectus.records.unusable import NO_ROWS
from conspectus.terms import Nation
from tests.properties.slow_duties import Deadline, Moments

DAY_ONE = (date(2026, 3, 23) - EPOCH).days  # Easter and a change of clocks lie ahead
HOUR = 3_600_000_000
DAY = 24 * HOUR
HOUR_ONE = DAY_ONE * DAY

COMMON: dict[str, Any] = {
    "id": "twin", "title": "A test", "standing": "local", "confirmed": False, "source": "none",
    "in_force": [{"from": "2000-01-01"}],
}  # fmt: skip

# School begins after the first day and ends before the last, with Easter between: some limits end nobody knows when.
TERMS = (
    (date(2026, 3, 25), date(2026, 3, 31)),
    (date(2026, 4, 8), date(2026, 4, 10)),
)

BATCHES = settings(
    max_examples=10,
    deadline=None,
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # a batch of thirty histories takes minutes to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass(frozen=True)
class Row:
    """One event; `at` and `until` are the moments that its dates can stand for."""

    child: str
    event: str
    at: Moments
    until: Moments | None = None
    agency: str | None = None
    counterparty: str | None = None
    outcome: str | None = None
    event_id: str | None = None
    refers_to: str | None = None
    endless: bool = False  # its end was sent and cannot be read


@dataclass(frozen=True)
class Lost:
    """A row that was sent and cannot be used, or not where a cell is asked for that is not clear."""

    row: Row
    moment: bool = False  # whether it can be read
    whole: bool = True
    outcome: bool = False  # unclear
    counterparty: bool = False  # unclear
    end: bool = False  # unclear
    place: int = 1


def lost_rows(lost: Sequence[Lost], *, unit: int) -> pl.DataFrame:
    """Such rows as the table that `evaluate` takes; whole days end an hour early, as those of summer do in UTC."""
    columns = {
        **{name: [getattr(one.row, name) for one in lost] for name in ("event", "outcome", "counterparty")},
        "child_id": [one.row.child for one in lost], "agency": [one.row.agency or "council" for one in lost],
        "sender": ["s"] * len(lost), "file": ["events.csv"] * len(lost), "row": [one.place for one in lost],
        "outcome_unclear": [one.outcome for one in lost], "counterparty_unclear": [one.counterparty for one in lost],
        "ended_unclear": [one.end for one in lost], "whole_row": [one.whole for one in lost],
        **_instants("started", [one.row.at if one.moment else None for one in lost], unit),
    }  # fmt: skip
    table = pl.DataFrame(columns, schema_overrides=dict(NO_ROWS.schema))
    instants = pl.col("started_first", "started_last") - pl.duration(hours=0 if unit == 1 else 1)
    return pl.concat([NO_ROWS, table.with_columns(instants)], how="diagonal")


def events(rows: Sequence[tuple[str, str, Moments]], *, unit: int) -> pl.DataFrame:
    """Rows (child, word, moments) as the table that `evaluate` takes."""
    return told([Row(*row) for row in rows], unit=unit)


def told(rows: Sequence[Row], *, unit: int, timed: bool | None = None) -> pl.DataFrame:
    """Rows as the table that `evaluate` takes; a moment is `unit` microseconds long, 1 for an instant."""
    precision = "time" if (unit == 1 if timed is None else timed) else "day"
    columns = {
        "child_id": [row.child for row in rows], "event": [row.event for row in rows],
        "event_ref": [f"s/{number:04}/p" for number in range(len(rows))],
        "event_id": [row.event_id or f"{number:04}" for number, row in enumerate(rows)],
        **{
            name: pl.Series([getattr(row, name) for row in rows], dtype=pl.String)
            for name in ("agency", "outcome", "counterparty", "refers_to")
        },
        **_instants("started", [row.at for row in rows], unit),
        **_instants("ended", [row.at if row.endless else row.until for row in rows], unit),
    }  # fmt: skip
    days = [
        pl.col(f"{edge}_{end}").dt.date().alias(f"{edge}_{end}_day")
        for edge in ("started", "ended")
        for end in ("first", "last")
    ]
    words = [
        pl.when(pl.col(f"{edge}_first").is_not_null()).then(pl.lit(precision)).alias(f"{edge}_precision")
        for edge in ("started", "ended")
    ]
    table = pl.DataFrame(columns).with_columns(*words, *days, lead=pl.lit(True))
    endless = pl.Series([row.endless for row in rows], dtype=pl.Boolean)
    unknown = pl.when(endless).then(pl.lit("unknown")).otherwise("ended_precision")
    return table.with_columns(ended_precision=unknown)


def _instants(edge: str, moments: Sequence[Moments | None], unit: int) -> dict[str, pl.Series]:
    first = [None if at is None else at[0] * unit for at in moments]
    last = [None if at is None else (at[-1] + 1) * unit - 1 if unit > 1 else at[-1] for at in moments]
    return {
        f"{edge}_first": pl.Series(first, dtype=pl.Int64).cast(pl.Datetime("us")),
        f"{edge}_last": pl.Series(last, dtype=pl.Int64).cast(pl.Datetime("us")),
    }


AGENCIES = ("council", "police", "health", "education")


def keyed(
    engine: Engine, what: Duty, table: pl.DataFrame, as_of: datetime, *, births: pl.DataFrame | None = None
) -> dict[tuple[str, str, str, str | None], list[str]]:
    """The compiled duty's statuses per child, part, agency and counterparty, in the order of triggers and stretches."""
    evaluated(engine, what, table, as_of, births=births)
    found: dict[tuple[str, str, str, str | None], list[str]] = {}
    for *key, status in engine.rows(
        "select child_id, part, agency, counterparty, status from obligations "
        "order by child_id, part, agency, counterparty, trigger_ref, n"
    ):
        found.setdefault((key[0], key[1], key[2], key[3]), []).append(status)
    return found


def evaluated(
    engine: Engine,
    what: Duty,
    table: pl.DataFrame,
    as_of: datetime,
    *,
    births: pl.DataFrame | None = None,
    lost: pl.DataFrame | None = None,
) -> None:
    """Make `obligations` of the table, every agency answering for every word."""
    engine.put("twin_events", table)
    words = pl.DataFrame({"event": sorted({*table["event"], *_answers(what)})})
    coverage = words.join(pl.DataFrame({"agency": AGENCIES}), how="cross").with_columns(
        from_day=pl.lit(date(1, 1, 1)), until=pl.lit(as_of).cast(pl.Datetime("us"))
    )
    engine.put("twin_coverage", coverage)
    if births is not None:
        engine.put("twin_births", births)
    if lost is not None:
        engine.put("twin_lost", lost)
    engine.put("twin_terms", pl.DataFrame(TERMS, schema={"first": pl.Date, "last": pl.Date}, orient="row"))
    evaluate(
        engine,
        [what],
        tables=DutyTables(
            events="twin_events",
            coverage="twin_coverage",
            births=None if births is None else "twin_births",
            unusable=None if lost is None else "twin_lost",
            terms="twin_terms",
        ),
        as_of=as_of,
        nation=Nation.ENGLAND,
    )


def statuses(
    engine: Engine, what: Duty, table: pl.DataFrame, as_of: datetime, *, births: pl.DataFrame | None = None
) -> dict[str, list[str]]:
    """The compiled duty's statuses per child, where one agency owes them."""
    found = keyed(engine, what, table, as_of, births=births)
    return {child: list_ for (child, *_), list_ in found.items()}


def _answers(what: Duty) -> set[str]:
    selectors = [getattr(what, name, None) for name in ("response", "invitation", "taking_part", "received")]
    return {word for selector in selectors if selector is not None for word in selector.words}


def working(length: int) -> Callable[[int], int]:
    """The day on which so many working days end."""
    return lambda moment: day_number(add_working_days(EPOCH + timedelta(days=moment), length, Nation.ENGLAND))


def at_school(length: int) -> Deadline:
    """The day on which so many school days end; None where no term that is known holds it."""
    return lambda moment: _counted(day_of(moment), length)


def _counted(day: date, length: int) -> int | None:
    """By hand: walk on from day to day, and count those on which schools are open."""
    if day < TERMS[0][0]:
        return None
    while length:
        day += timedelta(days=1)
        if day > TERMS[-1][1]:
            return None
        open_ = any(first <= day <= last for first, last in TERMS)
        length -= open_ and is_working_day(day, Nation.ENGLAND)
    return day_number(day)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def day_of(moment: int) -> date:
    """The day with that number."""
    return EPOCH + timedelta(days=moment)


def spans(first: int, length: int, *, widest: int, step: int = 1) -> st.SearchStrategy[Moments]:
    """An event on one of `length` moments, or anywhere within up to `widest` moments of it."""

    def moments(drawn: tuple[int, int]) -> Moments:
        start = first + drawn[0] * step
        return tuple(range(start, start + drawn[1] * step + 1, step if drawn[1] == 0 else max(step // 4, 1)))

    return st.tuples(st.integers(0, length), st.integers(0, widest)).map(moments)
