"""The short way for whole columns gives what the careful reader gives, or nothing."""

import random
from datetime import datetime, timedelta

import polars as pl
import pytest

from conspectus.records.dates import read_dates
from conspectus.records.dates.parsing import FEW

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
    singly = [
        read_dates(pl.Series(texts[at : at + 200], dtype=pl.String)) for at in range(0, len(texts), 200)
    ]
    assert whole.rows() == pl.concat(singly).rows()
    assert whole.schema == singly[0].schema


@pytest.mark.parametrize("text", ["22/05/2016 10:00", "2016-05-22"])
def test_where_all_fit_the_table_is_the_same(text: str) -> None:
    many = read_dates(pl.Series([text] * FEW))
    assert many.unique().rows() == read_dates(pl.Series([text])).rows()
    assert many.height == FEW


def test_days_that_come_again_are_read_as_one_by_one() -> None:
    rng, start = random.Random(8), datetime(2020, 1, 1)
    days = [(start + timedelta(days=n)).strftime(rng.choice(FORMS[:9])) for n in range(600)]
    texts = [*days, *ODD, None] * 4
    rng.shuffle(texts)
    assert len(texts) > 2 * FEW
    singly = [
        read_dates(pl.Series(texts[at : at + 200], dtype=pl.String)) for at in range(0, len(texts), 200)
    ]
    assert read_dates(pl.Series(texts, dtype=pl.String)).rows() == pl.concat(singly).rows()
