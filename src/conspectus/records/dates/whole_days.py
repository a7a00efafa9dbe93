"""A short way for dates that systems write: a day in ten characters, and perhaps a clock after it.

Each form that stands in a column is read for the whole column at once, and its place in the day found from one
table of days. What does not fit, and days on which the clock was changed, are left to the careful reader.
"""

import re
from datetime import date, datetime
from functools import cache
from itertools import product
from typing import NamedTuple

import polars as pl

from conspectus.records.dates.calendar import EPOCH, ZONE
from conspectus.records.dates.forms import date_forms

DAYS = {"%Y-%m-%d": 10, "%d/%m/%Y": 10, "%d-%m-%Y": 10, "%d.%m.%Y": 10, "%Y/%m/%d": 10}
CLOCKS = {"": 0, " %H:%M": 6, " %H:%M:%S": 9, "T%H:%M": 6, "T%H:%M:%S": 9, "T%H:%M:%SZ": 10}
LOOKED_AT = 1_000  # texts spread over the column: a form that none of them has is left to the careful reader
WHOLE = pl.duration(days=1) - pl.duration(microseconds=1)
INSTANT = pl.Datetime("us")
COLUMNS = {
    "precision": pl.String(),
    "first": INSTANT,
    "last": INSTANT,
    "first_day": pl.Date(),
    "last_day": pl.Date(),
}


SOME_MOMENT = datetime(2000, 10, 10, 10, 10, 10)


class Form(NamedTuple):
    """One way of writing: how it is read, and how many characters it has."""

    way: str
    length: int

    @property
    def timed(self) -> bool:
        """Whether a clock stands after the day."""
        return "%H" in self.way

    @property
    def shape(self) -> str:
        """What is written so, with a nought for each figure."""
        return re.sub(r"\d", "0", SOME_MOMENT.strftime(self.way))

    @property
    def zoned(self) -> bool:
        """Whether what is written so names Greenwich's time."""
        return self.way.endswith("Z")


FORMS = {
    form.shape: form
    for (day, length), (clock, more) in product(DAYS.items(), CLOCKS.items())
    for form in (Form(day + clock, length + more),)
}


def read_whole_days(texts: pl.Series) -> pl.DataFrame:
    """For each text precision, first, last, first_day and last_day; null where the short way does not fit."""
    some = texts.drop_nulls()
    some = some.gather_every(max(some.len() // LOOKED_AT, 1))
    shapes = set(some.str.replace_all(r"\d", "0").unique())
    parts = [
        _read(texts, form)
        for shape, form in FORMS.items()
        if shape in shapes and _as_written(some, form).count()
    ]
    if not parts:
        return pl.DataFrame(schema=COLUMNS).clear(texts.len())
    if len(parts) == 1:
        return parts[0]
    return pl.select(pl.coalesce(part[name] for part in parts).alias(name) for name in COLUMNS)


def _as_written(texts: pl.Series, form: Form) -> pl.Series:
    """What clock and calendar showed, null where it is written otherwise."""
    fits = texts.str.len_bytes() == form.length
    if "%S" in form.way:
        fits &= ~(texts.str.ends_with(":60") | texts.str.ends_with(":60Z"))  # read as the next minute's start
    if not fits.all():
        texts = pl.select(pl.when(fits).then(texts)).to_series()
    # Nearly every text is another one where times stand: a cache of them costs more than it saves.
    return texts.str.strptime(INSTANT if form.timed else pl.Date(), form.way, strict=False, cache=False)


def _read(texts: pl.Series, form: Form) -> pl.DataFrame:
    """The columns of one form."""
    wall = _as_written(texts, form).cast(INSTANT).alias("wall")
    table = wall.to_frame().with_columns(ahead=_ahead(wall))
    instant, local = pl.col("wall") - pl.col("ahead"), pl.col("wall")
    if form.zoned:
        instant, local = pl.col("wall"), pl.col("wall") + pl.col("ahead")
    sound = pl.col("ahead").is_not_null()
    precision = pl.when(sound).then(pl.lit("time" if form.timed else "day"))
    table = table.select(
        precision=precision, first=pl.when(sound).then(instant), day=pl.when(sound).then(local)
    )
    return table.select(
        "precision",
        "first",
        pl.col("first").alias("last") if form.timed else (pl.col("first") + WHOLE).alias("last"),
        first_day=pl.col("day").dt.date(),
        last_day=pl.col("day").dt.date(),
    )


def _ahead(wall: pl.Series) -> pl.Series:
    """How far the clock is ahead of Greenwich on each day; null on days on which it was changed."""
    table, start = _offsets(), (date(date_forms().first_year, 1, 1) - EPOCH).days
    day = pl.col("wall").dt.epoch("d").cast(pl.Int64) - start
    place = wall.to_frame("wall").select(pl.when(day.is_between(0, table.len() - 1)).then(day)).to_series()
    return table.gather(place)


@cache
def _offsets() -> pl.Series:
    """One duration for each day from the first year that is read to the last."""
    forms = date_forms()
    first, last = date(forms.first_year, 1, 1), date(forms.last_year, 12, 31)
    local = pl.col("day").cast(INSTANT).dt.replace_time_zone(ZONE.key, ambiguous="null", non_existent="null")
    days = pl.date_range(first, last, "1d", eager=True).alias("day").to_frame()
    days = days.with_columns(
        ahead=pl.col("day").cast(INSTANT) - local.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
    )
    steady = pl.col("ahead") == pl.col("ahead").shift(-1)
    return days.select(pl.when(steady).then("ahead"))["ahead"]
