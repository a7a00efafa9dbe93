"""Dates as people write them."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conspectus.records.dates import DateExample, date_forms, read_date, read_dates
from conspectus.terms import Precision

LONDON = ZoneInfo("Europe/London")
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2098, 12, 31))
WAYS = (
    "{0:%Y-%m-%d}",
    "{0:%d/%m/%Y}",
    "{0.day}/{0.month}/{0.year}",
    "{0:%d-%m-%Y}",
    "{0:%d.%m.%Y}",
    "{0:%Y%m%d}",
    "{0.day} {0:%B} {0.year}",
    "{0:%d-%b-%Y}",
    "{0:%A} {0.day} {0:%b} {0.year}",
    "  {0:%d/%m/%Y} ",
)


def as_utc(local: datetime) -> datetime:
    """The slow twin: one local time as a UTC instant without a zone."""
    return local.replace(tzinfo=LONDON).astimezone(UTC).replace(tzinfo=None)


@pytest.mark.parametrize("example", date_forms().example, ids=lambda example: example.written)
def test_each_shipped_example_reads_as_it_says(example: DateExample) -> None:
    read = read_date(example.written)
    assert (read.precision, (read.first_day, read.last_day)) == (example.precision, example.days)


@settings(max_examples=60, deadline=None)
@given(days=st.lists(DAYS, min_size=1, max_size=8))
def test_every_way_to_write_a_day_is_that_day(days: list[date]) -> None:
    texts = [way.format(day) for day in days for way in WAYS]
    read = read_dates(pl.Series(texts))
    expected = [day for day in days for _ in WAYS]
    assert read["precision"].to_list() == ["day"] * len(texts)
    assert read["first_day"].to_list() == read["last_day"].to_list() == expected
    start = [as_utc(datetime.combine(day, datetime.min.time())) for day in expected]
    end = [as_utc(datetime.combine(day + timedelta(days=1), datetime.min.time())) for day in expected]
    assert read["first"].to_list() == start
    assert read["last"].to_list() == [instant - timedelta(microseconds=1) for instant in end]


@settings(max_examples=60, deadline=None)
@given(
    instant=st.datetimes(min_value=datetime(1975, 1, 1), max_value=datetime(2035, 1, 1)),
    hours=st.integers(min_value=-11, max_value=12),
)
def test_a_time_with_a_zone_is_that_instant(instant: datetime, hours: int) -> None:
    there = instant.replace(tzinfo=UTC).astimezone(timezone(timedelta(hours=hours)))
    read = read_date(there.isoformat())
    assert (read.first, read.last, read.precision) == (instant, instant, Precision.TIME)


@settings(max_examples=60, deadline=None)
@given(local=st.datetimes(min_value=datetime(1975, 1, 1), max_value=datetime(2035, 1, 1)))
def test_a_time_without_a_zone_is_local_and_both_readings_where_the_clock_went_back(local: datetime) -> None:
    local = local.replace(microsecond=0)
    read = read_date(f"{local:%d/%m/%Y %H:%M:%S}")
    twins = {as_utc(local.replace(fold=0)), as_utc(local.replace(fold=1))}
    shown = {
        instant
        for instant in twins
        if instant.replace(tzinfo=UTC).astimezone(LONDON).replace(tzinfo=None) == local
    }
    assert {read.first, read.last} == (shown or {local})


def test_the_hour_that_happens_twice_and_the_one_that_never_does() -> None:
    twice, never = read_date("2016-10-30 01:30"), read_date("2016-03-27 01:30")
    assert (twice.first, twice.last) == (datetime(2016, 10, 30, 0, 30), datetime(2016, 10, 30, 1, 30))
    assert never.first == never.last == datetime(2016, 3, 27, 1, 30)
    assert twice.note == never.note == "clock_change"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Sept 2016", date(2016, 9, 1), date(2016, 9, 30)),
        ("Feb 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("05/2016", date(2016, 5, 1), date(2016, 5, 31)),
        ("c. 2016", date(2015, 1, 1), date(2017, 12, 31)),
        ("22/05/2016?", date(2016, 5, 1), date(2016, 5, 31)),
        ("?22 May 2016 14:30", date(2016, 5, 1), date(2016, 5, 31)),
        ("early May 2016", date(2016, 5, 1), date(2016, 5, 31)),
        ("mid-2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("approx 22 Aug. 2016", date(2016, 8, 1), date(2016, 8, 31)),
    ],
)
def test_what_is_not_fully_known_is_an_interval(written: str, first: date, last: date) -> None:
    read = read_date(written)
    assert (read.first_day, read.last_day) == (first, last)
    assert read.precision in (Precision.MONTH, Precision.UNCERTAIN)


@pytest.mark.parametrize(
    "written",
    [
        "31/02/2016",
        "05/22/2016",
        "0216-05-22",
        "May-16",
        "16",
        "#REF!",
        "22 mai 2016",
        "tomorrow",
        "2016-05-22 25:00",
        "2016-05-22 14:75",
        "22/05/2016 14:30:99",
        "2016-00-10",
        "1/1/1",
        "99999999",
        "2016-05-22T",
    ],
)
def test_what_cannot_be_read_stays_as_sent_without_a_date(written: str) -> None:
    read = read_date(written)
    assert (read.text, read.precision, read.first, read.last_day) == (written, None, None, None)


@pytest.mark.parametrize("written", ["", "   ", "?", "not known", "N/K", "-"])
def test_blank_and_unknown_are_no_date(written: str) -> None:
    row = read_dates(pl.Series([written])).row(0, named=True)
    assert row["text"] is None
    assert row["precision"] is None


def test_midnight_in_a_workbook_is_a_day_and_elsewhere_a_time() -> None:
    assert read_date("2016-05-22 00:00:00").precision is Precision.TIME
    assert read_date("2016-05-22 00:00:00", midnight_is_day=True).precision is Precision.DAY
    assert read_date("2016-05-22 00:00:01", midnight_is_day=True).precision is Precision.TIME


def test_rows_keep_their_order_and_blank_ones_their_place() -> None:
    read = read_dates(pl.Series(["2016-05-22", None, "", "nonsense", "2016-05-21", "2016-05-22"]))
    assert read["text"].to_list() == ["2016-05-22", None, None, "nonsense", "2016-05-21", "2016-05-22"]
    assert [None if day is None else day.day for day in read["first_day"]] == [22, None, None, None, 21, 22]


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=20))
def test_no_text_breaks_it(text: str) -> None:
    read = read_date(text)
    assert (read.precision is None) == (read.first is None) == (read.last is None)
