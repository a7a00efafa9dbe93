"""A short way for dates that systems write: a day in ten characters, and perhaps a clock after it.

Each form that stands in a column is read for the whole column at once, and its place in the day found from one
table of days. What does not fit, and moments of days on which the clock was changed, are left to the careful reader.
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
CLOCKS = {
    "": 0,
    " %H:%M": 6,
    " %H:%M:%S": 9,
    "T%H:%M": 6,
    "T%H:%M:%S": 9,
    "T%H:%M:%SZ": 10,
    "T%H:%M:%S+00:00": 15,
}
GREENWICH = ("Z", "+00:00")
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
        return self.way.endswith(GREENWICH)


FIGURES = str.maketrans("0123456789", "0000000000")
FORMS = {
    form.shape: form
    for (day, length), (clock, more) in product(DAYS.items(), CLOCKS.items())
    for form in (Form(day + clock, length + more),)
}


def read_whole_days(texts: pl.Series) -> pl.DataFrame:
    """For each text precision, first, last, first_day and last_day; null where the short way does not fit."""
    some = texts.drop_nulls() if texts.null_count() else texts
    some = some.gather_every(max(some.len() // LOOKED_AT, 1))
    shapes = {text.translate(FIGURES) for text in some.to_list()}
    forms = [form for shape, form in FORMS.items() if shape in shapes]
    if len(forms) > 1:
        forms = [form for form in forms if some.to_frame("text").select(_wall(form).count()).item()]
    parts = [_read(texts, form) for form in forms]
    if not parts:
        return pl.DataFrame(schema=COLUMNS).clear(texts.len())
    if len(parts) == 1:
        return parts[0]
    return pl.select(pl.coalesce(part[name] for part in parts).alias(name) for name in COLUMNS)


def _read(texts: pl.Series, form: Form) -> pl.DataFrame:
    """The columns of one form."""
    wall = texts.to_frame("text").select(wall=_wall(form))
    return wall.with_columns(_ahead(timed=form.timed)).select(_columns(form))


@cache  # an expression costs more to put together than to carry out on a short column
def _wall(form: Form) -> pl.Expr:
    """What clock and calendar showed, null where it is written otherwise."""
    text = pl.col("text")
    fits = text.str.len_bytes() == form.length
    if "%S" in form.way:
        fits &= text.str.slice(17, 2) != "60"  # read as the next minute's start
    # Nearly every text is another one where times stand: a cache of them costs more than it saves.
    read = text.str.strptime(INSTANT if form.timed else pl.Date(), form.way, strict=False, cache=False)
    return pl.when(fits).then(read.cast(INSTANT))


@cache
def _columns(form: Form) -> list[pl.Expr]:
    """The columns of one form, of `wall` and of how far the clock is ahead of Greenwich (`begins`, `ends`)."""
    wall, begins, ends = pl.col("wall"), pl.col("begins"), pl.col("ends")
    sound = begins.is_not_null() & ends.is_not_null()
    local: pl.Expr = pl.when(sound).then(wall)
    first = local - begins
    if form.zoned:
        first, local = local, local + begins
    day = local.dt.date()
    return [
        pl.when(sound).then(pl.lit("time" if form.timed else "day")).alias("precision"),
        first.alias("first"),
        (first if form.timed else local + WHOLE - ends).alias("last"),
        day.alias("first_day"),
        day.alias("last_day"),
    ]


@cache
def _ahead(*, timed: bool) -> list[pl.Expr]:
    """How far the clock is ahead of Greenwich when each day `begins` and `ends`, for a moment the same all day."""
    start = (date(date_forms().first_year, 1, 1) - EPOCH).days
    begins, ends = _offsets()
    if timed:
        begins = ends = pl.select(pl.when(begins == ends).then(begins)).to_series()
    day = pl.col("wall").dt.epoch("d").cast(pl.Int64) - start
    place = pl.when(day.is_between(0, begins.len() - 1)).then(day)
    return [pl.lit(table).gather(place).alias(name) for name, table in (("begins", begins), ("ends", ends))]


@cache
def _offsets() -> tuple[pl.Series, pl.Series]:
    """For each day from the first year that is read to the last, how far the clock is ahead at its two midnights."""
    forms = date_forms()
    first, last = date(forms.first_year, 1, 1), date(forms.last_year, 12, 31)
    local = pl.col("day").cast(INSTANT).dt.replace_time_zone(ZONE.key, ambiguous="null", non_existent="null")
    days = pl.date_range(first, last, "1d", eager=True).alias("day").to_frame()
    ahead = pl.col("day").cast(INSTANT) - local.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
    begins = days.select(begins=ahead)["begins"]
    return begins, begins.shift(-1)
