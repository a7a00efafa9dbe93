"""Days, working days and day ends of a nation."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import polars as pl

from conspectus.terms import Nation

EPOCH = date(1970, 1, 1)
ZONE = ZoneInfo("Europe/London")
KNOWN = range(1900, 2101)  # years; to others an unread date may lead
SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}  # as the library of holidays names them


def is_working_day(day: date, nation: Nation) -> bool:
    """Whether `day` is neither a weekend nor a bank holiday of the nation."""
    return day.weekday() < 5 and day not in _bank_holidays(nation, day.year)


def day_end(day: date) -> datetime:
    """The last microsecond of a local day, as a UTC instant without a zone."""
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), ZONE)
    return midnight.astimezone(UTC).replace(tzinfo=None) - timedelta(microseconds=1)


def local_day(instant: datetime) -> date:
    """The day of a UTC instant in the nation's zone."""
    return instant.replace(tzinfo=UTC).astimezone(ZONE).date()


def add_working_days(day: date, count: int, nation: Nation) -> date:
    """The `count`-th working day after `day`; `day` itself for 0."""
    for _ in range(count):
        day += timedelta(days=1)
        while not is_working_day(day, nation):
            day += timedelta(days=1)
    return day


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def calendar_table(*, first: date, last: date, nation: Nation) -> pl.DataFrame:
    """One row a day: `day` (number), `date`, `open`, `working` (working days up to it), `ends_us`.

    `ends_us` is the day's local 24:00 in microseconds UTC since 1970-01-01.
    """
    days = pl.date_range(first, last, "1d", eager=True).alias("date").to_frame()
    years = range(first.year, last.year + 1)
    off = [day for year in years for day in _bank_holidays(nation, year) if first <= day <= last]
    return days.with_columns(
        day=(pl.col("date") - EPOCH).dt.total_days(),
        open=(pl.col("date").dt.weekday() < 6) & ~pl.col("date").is_in(off),
        ends_us=pl.col("date")
        .dt.offset_by("1d")
        .cast(pl.Datetime("us"))
        .dt.replace_time_zone(ZONE.key)
        .dt.convert_time_zone("UTC")
        .dt.epoch("us"),
    ).with_columns(working=pl.col("open").cast(pl.Int64).cum_sum())


def with_school_days(calendar: pl.DataFrame, *, terms: pl.DataFrame) -> pl.DataFrame:
    """A `calendar_table` with `at_school`, and `school`: school days up to it, null where no term is known.

    `terms` has the first and last day of each; before the first and after the last nobody knows which days are.
    """
    spans = terms.select("first", "last").unique().rows()
    within = pl.any_horizontal(
        pl.lit(False), *(pl.col("date").is_between(first, last) for first, last in spans)
    )
    marked = calendar.with_columns(at_school=pl.col("open") & within)
    told = pl.lit(False)
    if spans:
        told = pl.col("date").is_between(min(first for first, _ in spans), max(last for _, last in spans))
    counted = pl.col("at_school").cast(pl.Int64).cum_sum()
    return marked.with_columns(school=pl.when(told).then(counted))


@cache
def _bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    if year not in KNOWN:
        return frozenset()
    import holidays  # late, as it loads every country there is, and the same returns again need no calendar

    # One year at a time: to work out two centuries takes as long as linking a small area.
    found = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year)
    return frozenset(day for day in found if day.year == year)
