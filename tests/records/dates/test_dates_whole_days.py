"""The short way for whole columns gives what the careful reader gives, or nothing."""

import random
from datetime import datetime, timedelta

import polars as pl
import pytest

from conspectus.records.dates import read_dates
from conspectus.records.dates.parsing import FEW, read_carefully

FORMS = (
    "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%d %B %Y", "%d/%m/%y", "%B %Y", "?%d/%m/%Y",
    "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y, %H:%M:%S", "%Y-%m-%dT%H:%M:%S.5",
    "%Y-%m-%dT%H:%M+01:00", "%d/%m/%Y %H:%M BST", "%d/%m/%Y %I:%M %p", "%m/%d/%Y %H:%M",
)  # fmt: skip
ODD = (
    "31/02/2024", "31/02/2024 10:00", "22/05/2016 24:00", "22/05/2016 24:01", "22/05/2016 10:60", "unknown",
    "22/05/2016 9:05", "22/05/2016T9:05Z", "22/05/2016Z", "22/05/2016 10:0", "2016-05-22 ", "", " ",
    "30/03/2025 01:30", "26/10/2025 01:30", "2025-10-26T00:30:00Z", "30/03/2025", "42512", "20160522",
    "2025-03-30T00:59:59Z", "2025-03-29T23:59:59Z", "2025-10-25T23:30:00Z", "01/01/1066 10:00", "22-05/2016",
    "1970-06-01T23:30:00Z", "1943-07-01T22:30:00Z", "1943-07-01 22:30",
)  # fmt: skip


def test_every_form_and_day_is_read_as_one_by_one() -> None:
    rng, start = random.Random(7), datetime(1968, 1, 1)
    days = [start + timedelta(minutes=rng.randrange(60 * 365 * 1440)) for _ in range(2 * FEW)]
    near = [datetime(2025, month, day) for month, day in ((3, 29), (3, 30), (3, 31), (10, 25), (10, 26))]
    days += [one + timedelta(minutes=rng.randrange(1440)) for one in near for _ in range(60)]
    texts = [one.strftime(rng.choice(FORMS)) for one in days] + [*ODD, None]
    whole = read_dates(pl.Series(texts, dtype=pl.String))
    column = pl.Series(texts, dtype=pl.String)
    slowly = read_carefully(column)
    assert whole.rows() == slowly.rows()
    assert whole.schema == slowly.schema
    shortly = pl.concat(read_dates(column[at : at + 40]) for at in range(0, len(texts), 40))
    assert shortly.rows() == slowly.rows()
    assert shortly.schema == slowly.schema


@pytest.mark.parametrize("text", ["22/05/2016 10:00", "2016-05-22"])
def test_where_all_fit_the_table_is_the_same(text: str) -> None:
    many = read_dates(pl.Series([text] * FEW))
    assert many.unique().rows() == read_carefully(pl.Series([text])).rows()
    assert many.height == FEW


def test_days_that_come_again_are_read_as_one_by_one() -> None:
    rng, start = random.Random(8), datetime(2020, 1, 1)
    days = [(start + timedelta(days=n)).strftime(rng.choice(FORMS[:9])) for n in range(600)]
    texts = [*days, *ODD, None] * 4
    rng.shuffle(texts)
    assert len(texts) > 2 * FEW
    column = pl.Series(texts, dtype=pl.String)
    assert read_dates(column).rows() == read_carefully(column).rows()


@pytest.mark.parametrize("form", FORMS)
def test_a_short_column_of_one_form_is_read_as_one_by_one(form: str) -> None:
    rng, start = random.Random(form), datetime(1968, 1, 1)
    days = [start + timedelta(minutes=rng.randrange(60 * 365 * 1440)) for _ in range(60)]
    days += [datetime(2025, 3, 30, 1, 30), datetime(2025, 10, 26, 1, 30)]
    column = pl.Series([None, *(one.strftime(form) for one in days)], dtype=pl.String)
    assert read_dates(column).equals(read_carefully(column))


@pytest.mark.parametrize("form", ["%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%SZ"])
def test_each_day_of_the_calendar_is_read_as_by_the_careful_reader(form: str) -> None:
    days = pl.datetime_range(datetime(1899, 12, 1), datetime(2101, 2, 1), "1d", eager=True)
    column = days.dt.strftime(form)
    assert read_dates(column).equals(read_carefully(column))


@pytest.mark.parametrize("text", ODD)
def test_an_odd_text_alone_is_read_as_by_the_careful_reader(text: str) -> None:
    assert read_dates(pl.Series([text])).equals(read_carefully(pl.Series([text])))
