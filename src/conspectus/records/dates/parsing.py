"""Dates as people write them, as intervals: whole columns at once."""

from datetime import date, datetime
from typing import NamedTuple

import polars as pl

from conspectus.records.dates.calendar import ZONE
from conspectus.records.dates.forms import date_forms
from conspectus.records.dates.whole_days import read_whole_days
from conspectus.records.dates.written import pick_out
from conspectus.terms import Precision

SCHEMA: dict[str, pl.DataType] = {
    "text": pl.String(),
    "precision": pl.String(),
    "first": pl.Datetime("us"),
    "last": pl.Datetime("us"),
    "first_day": pl.Date(),
    "last_day": pl.Date(),
    "note": pl.String(),
}
NO_NOTE = pl.lit(None, pl.String).alias("note")
LOOKED_AT, OFTEN = 1_000, 0.95  # of so many texts less than this part are distinct, where days come again
FEW = 1_000  # below it nothing is saved by reading each distinct text once


class DateRead(NamedTuple):
    """A date as it was read; `precision` and what follows are None where it could not be."""

    text: str
    precision: Precision | None
    first: datetime | None
    last: datetime | None
    first_day: date | None
    last_day: date | None
    note: str | None


def read_date(text: str, *, midnight_is_day: bool = False) -> DateRead:
    """One date as `read_dates` reads it."""
    row = read_dates(pl.Series([text], dtype=pl.String), midnight_is_day=midnight_is_day).row(0, named=True)
    precision = row.pop("precision")
    return DateRead(precision=None if precision is None else Precision(precision), **{**row, "text": text})


def read_dates(series: pl.Series, *, midnight_is_day: bool = False) -> pl.DataFrame:
    """Dates as people write them, each as the interval of instants that it can mean.

    One row for each of `series`, in its order: `text` (as sent, null where blank or said to be unknown),
    `precision` (null where unreadable), `first` and `last` (UTC without a zone; `last` is the last
    microsecond of a day, month or year), `first_day` and `last_day` (Europe/London), and `note`, why one
    should look:

    - "uncertain": written with `?` or as about. How far it is uncertain is not stated, so it is the whole
      month that holds the day, or the whole year that holds the month (`forms.toml`);
    - "two_digit_year": 22/05/16; "serial": a spreadsheet's day number;
    - "clock_change": a local time that the clock showed twice (both readings are the interval) or never
      (taken as Greenwich time);
    - "unknown": a word for not known, read as blank.

    A time without a zone is local. `midnight_is_day` reads 00:00:00 as no time, as spreadsheets store days.
    """
    texts = _stripped(series)
    if midnight_is_day or texts.null_count() == texts.len():
        return _carefully(texts, midnight_is_day=midnight_is_day)
    if texts.len() >= FEW and _come_again(texts):
        distinct = texts.drop_nulls().unique()
        return _each_of(texts, distinct, read_dates(distinct))
    fitting = read_whole_days(texts)
    if fitting["precision"].null_count() == texts.len():
        return _carefully(texts, midnight_is_day=False)
    table = fitting.select(texts, pl.all(), NO_NOTE)
    if fitting["precision"].null_count() == texts.null_count():
        return table
    others = fitting["precision"].is_null() & texts.is_not_null()
    return _filled(table, others, _carefully(texts.filter(others), midnight_is_day=False))


def read_carefully(series: pl.Series, *, midnight_is_day: bool = False) -> pl.DataFrame:
    """The same as `read_dates`, without its short ways: every text by the patterns for all that people write."""
    return _carefully(_stripped(series), midnight_is_day=midnight_is_day)


def _stripped(series: pl.Series) -> pl.Series:
    """The texts without spaces around them; null where nothing is left."""
    texts = series.cast(pl.String) if series.dtype != pl.String else series
    texts = texts.str.strip_chars().alias("text")
    return texts.replace("", None) if (texts == "").any() else texts


def _come_again(texts: pl.Series) -> bool:
    """Whether most texts stand in the column several times, as days do and moments do not; few are looked at."""
    some = texts.gather_every(max(texts.len() // LOOKED_AT, 1)).drop_nulls()
    if some.n_unique() >= OFTEN * some.len():
        return False
    return texts.hash().n_unique() * 2 < texts.len()  # numbers made of the texts are counted faster


def _each_of(texts: pl.Series, distinct: pl.Series, found: pl.DataFrame) -> pl.DataFrame:
    """A row of `found`, which has one for each of `distinct`, for each of `texts`.

    They meet by numbers made of the texts, unless two of them share one.
    """
    keys, all_keys = distinct.hash(), texts.hash()
    met = keys.to_list() if texts.null_count() else []
    if keys.n_unique() < keys.len() or (
        texts.null_count() and texts.filter(texts.is_null()).hash()[0] in met
    ):
        keys, all_keys = distinct, texts
    rows = (
        all_keys.alias("key")
        .to_frame()
        .join(found.with_columns(keys.alias("key")), on="key", how="left", maintain_order="left")
    )
    return rows.select(list(SCHEMA))


def _filled(table: pl.DataFrame, others: pl.Series, rest: pl.DataFrame) -> pl.DataFrame:
    """The table with the rows of `rest`, one after another, where `others` is true.

    There the table has the texts and nothing else, so that columns in which the rest has no more stay as they are.
    """
    places = others.arg_true()
    same = {name: rest[name].null_count() == (0 if name == "text" else rest.height) for name in table.columns}
    return table.with_columns(
        table[name].scatter(places, rest[name]) for name in table.columns if not same[name]
    )


def _carefully(texts: pl.Series, *, midnight_is_day: bool) -> pl.DataFrame:
    """Every distinct text read by itself; a column that nobody filled in is not worth the patterns."""
    if texts.null_count() == texts.len():
        return pl.DataFrame(schema=SCHEMA).clear(texts.len())
    found = _read(texts.drop_nulls().unique(), midnight_is_day=midnight_is_day)
    joined = texts.to_frame().join(found, on="text", how="left", maintain_order="left")
    unknown = pl.col("note") == "unknown"
    return joined.with_columns(text=pl.when(~unknown.fill_null(value=False)).then("text")).select(
        list(SCHEMA)
    )


def _read(distinct: pl.Series, *, midnight_is_day: bool) -> pl.DataFrame:
    table = _numbers(pick_out(distinct))
    table = _precision(table, midnight_is_day=midnight_is_day)
    table = _instants(_widened(table))
    readable = pl.col("first").is_not_null() & pl.col("last").is_not_null()
    blank = [
        pl.when(readable).then(name).alias(name) for name in list(SCHEMA) if name not in ("text", "note")
    ]
    note = pl.when(pl.col("unknown")).then(pl.lit("unknown")).when(readable).then("note")
    return table.with_columns(*blank, note=note).select(list(SCHEMA)).cast(pl.Schema(SCHEMA)).collect()


def _numbers(table: pl.LazyFrame) -> pl.LazyFrame:
    """`start`, the day written (its first, for a month or year), and `clock`, the microseconds into it."""
    forms = date_forms()
    year = pl.col("year").cast(pl.Int64)
    pivot = forms.two_digit_years_from
    century = (
        pl.when(year < pivot % 100).then(year + pivot // 100 * 100 + 100).otherwise(year + pivot // 100 * 100)
    )
    short = pl.col("year").str.len_chars() == 2
    table = table.with_columns(
        year=pl.when(short).then(century).otherwise(year), short=short.fill_null(value=False)
    )
    number = pl.col("serial").cast(pl.Float64)
    counted = pl.lit(forms.serials_from) + pl.duration(days=number.floor().cast(pl.Int64))
    written = pl.format("{}-{}-{}", "year", pl.col("month").fill_null("1"), pl.col("day").fill_null("1"))
    start = pl.coalesce(counted, written.str.to_date("%Y-%m-%d", strict=False))
    in_range = start.dt.year().is_between(forms.first_year, forms.last_year)
    seconds = ((number - number.floor()) * 86_400).round().cast(pl.Int64)
    return table.with_columns(
        start=pl.when(in_range).then(start),
        clock=pl.coalesce(pl.when(seconds > 0).then(seconds * 1_000_000), _clock()),
    )


def _clock() -> pl.Expr:
    hour, minute = pl.col("hour").cast(pl.Int64), pl.col("minute").cast(pl.Int64)
    second = pl.col("second").fill_null("0").cast(pl.Float64)
    half = pl.col("half").str.to_lowercase().str.head(1)
    hour = pl.when(half == "p").then(hour % 12 + 12).when(half == "a").then(hour % 12).otherwise(hour)
    clock = ((hour * 60 + minute) * 60_000_000) + (second * 1_000_000).round().cast(pl.Int64)
    # Police write the end of a day as 24:00; nothing lies beyond it.
    sound = (minute < 60) & (second < 60) & (clock <= 86_400_000_000)
    return pl.when(sound).then(clock).when(pl.col("hour").is_not_null()).then(-1)


def _precision(table: pl.LazyFrame, *, midnight_is_day: bool) -> pl.LazyFrame:
    if midnight_is_day:
        midnight = (pl.col("clock") == 0) & pl.col("zone").is_null()
        table = table.with_columns(clock=pl.when(~midnight.fill_null(value=False)).then("clock"))
    fullest = (
        pl.when(pl.col("clock").is_not_null()).then(pl.lit("time"))
        .when(pl.col("day").is_not_null() | pl.col("serial").is_not_null()).then(pl.lit("day"))
        .when(pl.col("month").is_not_null()).then(pl.lit("month"))
        .otherwise(pl.lit("year"))
    )  # fmt: skip
    widen = pl.col("fullest").replace_strict(date_forms().widen)
    return table.with_columns(fullest=fullest).with_columns(
        precision=pl.when(pl.col("about") | pl.col("within")).then(pl.lit("uncertain")).otherwise("fullest"),
        span=pl.when(pl.col("about")).then(widen).otherwise("fullest"),
    )


def _widened(table: pl.LazyFrame) -> pl.LazyFrame:
    """`from_local` and `to_local` (the first instant after) by the clock on the wall."""
    start, span = pl.col("start").cast(pl.Datetime("us")), pl.col("span")
    year = start.dt.truncate("1y")
    begin = (
        pl.when(span == "time").then(start + pl.duration(microseconds=pl.col("clock")))
        .when(span == "month").then(start.dt.truncate("1mo"))
        .when(span == "year").then(year)
        .when(span == "three_years").then(year.dt.offset_by("-1y"))
        .otherwise(start)
    )  # fmt: skip
    end = (
        pl.when(span == "month").then(pl.col("from_local").dt.offset_by("1mo"))
        .when(span == "year").then(pl.col("from_local").dt.offset_by("1y"))
        .when(span == "three_years").then(pl.col("from_local").dt.offset_by("3y"))
        .when(span == "day").then(pl.col("from_local").dt.offset_by("1d"))
        .otherwise("from_local")
    )  # fmt: skip
    sound = pl.col("clock").is_null() | (pl.col("clock") >= 0)
    return table.with_columns(from_local=pl.when(sound).then(begin)).with_columns(to_local=end)


def _instants(table: pl.LazyFrame) -> pl.LazyFrame:
    """`first` and `last` in UTC, their local days, and the note."""
    table = table.with_columns(
        earlier=_utc("from_local", ambiguous="earliest"),
        later=_utc("to_local", ambiguous="latest"),
        offset=_offset(),
    )
    timed = pl.col("span") == "time"
    zoned = pl.col("from_local") - pl.duration(minutes=pl.col("offset"))
    first = pl.when(timed).then(pl.coalesce(zoned, "earlier", "from_local")).otherwise("earlier")
    last = pl.coalesce(zoned, "later", "to_local")
    last = pl.when(timed).then(last).otherwise(pl.col("later") - pl.duration(microseconds=1))
    odd_clock = (
        timed
        & pl.col("offset").is_null()
        & (pl.col("earlier").is_null() | (pl.col("earlier") != pl.col("later")))
    )
    note = (
        pl.when(pl.col("about") | pl.col("within")).then(pl.lit("uncertain"))
        .when(odd_clock).then(pl.lit("clock_change"))
        .when(pl.col("short")).then(pl.lit("two_digit_year"))
        .when(pl.col("serial").is_not_null()).then(pl.lit("serial"))
    )  # fmt: skip
    table = table.with_columns(first=first, last=last, note=note)
    return table.with_columns(first_day=_day("first"), last_day=_day("last"))


def _offset() -> pl.Expr:
    """Minutes east of Greenwich, null where no zone is written."""
    zone = pl.col("zone").str.to_uppercase()
    digits = zone.str.extract(r"^[+-](\d{2})", 1).cast(pl.Int64) * 60
    digits = digits + zone.str.extract(r"(\d{2})$", 1).cast(pl.Int64).fill_null(0) * (
        zone.str.len_chars() > 3
    )
    signed = pl.when(zone.str.starts_with("-")).then(-digits).otherwise(digits)
    return pl.when(zone.is_in(["Z", "UTC", "GMT"])).then(0).when(zone == "BST").then(60).otherwise(signed)


def _utc(column: str, *, ambiguous: str) -> pl.Expr:
    local = pl.col(column).dt.replace_time_zone(ZONE.key, ambiguous=pl.lit(ambiguous), non_existent="null")
    return local.dt.convert_time_zone("UTC").dt.replace_time_zone(None)


def _day(column: str) -> pl.Expr:
    return pl.col(column).dt.replace_time_zone("UTC").dt.convert_time_zone(ZONE.key).dt.date()
