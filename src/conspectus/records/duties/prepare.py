"""The tables that every duty's query reads: events on two axes, coverage, calendar and clock.

Time is a whole number on one of two axes: `day` (days since 1970-01-01 in the nation's zone) for limits
in days and months, `us` (microseconds UTC since then) for hours and minutes. So are a child and an event: the
queries join and sort by them, and numbers are sorted several times faster than texts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from conspectus.definitions import (
    Duty,
    MeasuredDuty,
    ParticipationDuty,
    RecurrenceDuty,
    ResponseDuty,
    SharingDuty,
    Span,
)
from conspectus.records.dates.calendar import EPOCH, calendar_table, local_day, with_school_days
from conspectus.records.duties.numbering import number
from conspectus.records.engine import Engine
from conspectus.terms import Nation

NO_TERMS = pl.DataFrame(schema={"first": pl.Date, "last": pl.Date})

DAY = "date_diff('day', date '1970-01-01', {})"

AXES = f"""
create or replace view duty_events as
select child_no as child_id, event_no as ref, event_id, event, agency, outcome, counterparty, refers_to, lead,
  {DAY.format("started_first_day")} as started_day, {DAY.format("started_last_day")} as started_day_last,
  epoch_us(started_first) as started_us, epoch_us(started_last) as started_us_last,
  started_precision = 'time' as started_timed,
  {DAY.format("ended_first_day")} as ended_day, {DAY.format("ended_last_day")} as ended_day_last,
  epoch_us(ended_first) as ended_us, epoch_us(ended_last) as ended_us_last,
  ended_precision = 'time' as ended_timed, coalesce(ended_precision, '') <> 'unknown' as end_known
from {{rows}}
"""

COVERAGE = """
create or replace table duty_coverage as
select agency, event, min(least(until, as_of)) as as_of,
  min(date_diff('day', date '1970-01-01', from_day)) as from_day
from {coverage} cross join duty_clock
group by agency, event
"""


@dataclass(frozen=True, kw_only=True)
class EarlierTables:
    """The names of an earlier casebook's tables, as in `DutyTables`, and of the `obligations` that they came to.

    `touched`, where it is known, has the `child_id` of everybody of whom any event differs, and perhaps others.
    """

    obligations: str
    events: str
    coverage: str
    births: str
    unusable: str
    touched: str | None = None


@dataclass(frozen=True, kw_only=True)
class DutyTables:
    """The names of the tables that duties are evaluated on.

    `events` has the casebook's columns of events, with `child_id` and `lead` (this row stands for all that
    recorded the same), and numbers if it has them (`numbering.py`); `coverage` has agency, event, from_day and
    until; `births`, where limits depend on age, has child_id, born_first and born_last; `unusable` has the rows
    that were sent and cannot be used, in the columns of `unusable.NO_ROWS`; `terms`, where limits are in school
    days, has first and last, a row a term. `earlier`, of the same day, nation and terms and by the same duties, is what
    obligations are taken over from; it needs `births` and `unusable` now as well.
    """

    events: str
    coverage: str
    births: str | None = None
    unusable: str | None = None
    terms: str | None = None
    earlier: EarlierTables | None = None


def prepare(
    engine: Engine,
    *,
    tables: DutyTables,
    as_of: datetime,
    nation: Nation,
    duties: Iterable[Duty],
    whose: str | None = None,
) -> None:
    """Make the view `duty_events` and tables `duty_coverage`, `duty_clock`, `calendar` and those of days that count.

    Events are those of the children in table `whose`, or everybody's.
    """
    clock = {"as_of": [as_of], "as_of_day": [(local_day(as_of) - EPOCH).days]}
    engine.put("duty_clock", pl.DataFrame(clock, schema_overrides={"as_of": pl.Datetime("us")}))
    engine.put("duty_terms", engine.frame(f"select * from {tables.terms}") if tables.terms else NO_TERMS)
    number(engine, events=tables.events, whose=whose)
    look_at(engine, rows="duty_rows")
    engine.run(COVERAGE.format(coverage=tables.coverage))
    first, last = _reach(engine, rows="duty_rows", as_of=as_of, duties=duties)
    _put_calendar(engine, first=first, last=last, nation=nation)
    engine.run("create or replace table duty_as_of as " + AS_OF_DAY)


def _put_calendar(engine: Engine, *, first: date, last: date, nation: Nation) -> None:
    calendar = calendar_table(first=first, last=last, nation=nation)
    calendar = calendar.with_columns(begins_us=pl.col("ends_us").shift(1))
    calendar = with_school_days(calendar, terms=engine.frame("select * from duty_terms"))
    engine.put("calendar", calendar.select("day", "date", "working", "school", "begins_us", "ends_us"))
    engine.put("working_days", calendar.filter("open").select("working", "day"))
    engine.put("school_days", calendar.filter("at_school").select("school", "day"))


def look_at(engine: Engine, *, rows: str) -> None:
    """Make `duty_events`, which every query reads, a view of these numbered rows."""
    engine.run(AXES.format(rows=rows))


AS_OF_DAY = """
select v.agency, v.event, v.as_of, epoch_us(v.as_of) as as_of_us, c.day as as_of_day, v.from_day
from duty_coverage v
join calendar c on epoch_us(v.as_of) <= c.ends_us
qualify row_number() over (partition by v.agency, v.event order by c.day) = 1
"""


def _reach(engine: Engine, *, rows: str, as_of: datetime, duties: Iterable[Duty]) -> tuple[date, date]:
    """The days that the calendar must hold: every event's and deadline's, and until when anybody can answer."""
    # A table's extremes are known without reading it, those of an expression are not.
    [extremes] = engine.rows(
        f"select min(started_first_day), max(started_last_day), max(ended_last_day) from {rows}"
    )
    [(answered,)] = engine.rows("select min(as_of) from duty_coverage")
    days = [*(day for day in extremes if day is not None), local_day(as_of), local_day(answered or as_of)]
    longest = max((_days_at_most(span) for duty in duties for span in _spans(duty)), default=0)
    return min(days) - timedelta(days=400), max(days) + timedelta(days=longest + 30)


def _spans(duty: Duty) -> tuple[Span, ...]:
    match duty:
        case RecurrenceDuty():
            return duty.every
        case ResponseDuty() | SharingDuty():
            return (duty.within,)
        case MeasuredDuty():
            return ()
        case ParticipationDuty():
            return tuple(
                span for span in (duty.knows_within, duty.pair_within, duty.ahead) if span is not None
            )


def _days_at_most(span: Span) -> int:
    """More days than the span can last: a working day takes two at most over a year, plus holidays."""
    per = {
        "working_days": 2, "school_days": 3, "calendar_days": 1, "calendar_months": 31, "hours": 1, "minutes": 1,
    }  # fmt: skip
    return span.length * per[span.unit] + (70 if span.unit == "school_days" else 14)  # over the summer
