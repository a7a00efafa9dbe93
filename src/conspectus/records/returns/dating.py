"""Dates of a return's columns: read for the whole column, and what is odd about them told."""

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import product

import polars as pl

from conspectus.definitions.return_schema import unsaid
from conspectus.records.dates import read_dates
from conspectus.records.returns.exchanged import NUMBERS, either_way, may_be_exchanged
from conspectus.records.returns.fates import SPOILT, Rule, sent
from conspectus.records.returns.found import NOTHING, Found, issues_of_rows

CLOCK, MIDNIGHT = r"\d{1,2}:\d{2}", r"[T ]00:00(?::00(?:\.0+)?)?$"
AFTER_THE_DAY = r"[T ]\d{1,2}:\d{2}.*$"
TIME_ALONE = r"^(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?: ?[aApP]\.?[mM]\.?)?$"
SHARE_OF_DAY, SECONDS_A_DAY = r"^0?\.\d+$", 86_400  # how spreadsheets hold a time
DAY_WITHIN = r"\d{4}|\d[-/]\d"
NUMBERS_FIRST = r"^(\d{1,2})[-/. ](\d{1,2})[-/. ]"  # how every date of NUMBERS begins
YEAR_ALONE = r"(?:^|\D)((?:18|19|20)\d{2})(?:\D|$)"
FEW = 1_000  # rows, below which planning costs more than the work itself
LOOKED_AT = 1_000  # rows, which nearly always show that a column holds times
TOLD = {
    "uncertain": "date-uncertain",
    "two_digit_year": "date-two-digits",
    "clock_change": "date-clock-change",
    "serial": "date-serial",
}


def with_dates(
    rows: pl.DataFrame, *columns: str, times: dict[str, str] | None = None
) -> tuple[pl.DataFrame, Found]:
    """`rows` with `<column>_` text, precision, first, last, first_day, last_day and note, for each column.

    `text` is what was sent: null where it is blank or stands for a date that is not known, such as 00/01/1900.
    `times` names for a column that of its time of day, where systems keep the two apart.
    """
    texts = list[pl.Series]()
    rows, found = _joined(rows, columns, times or {})
    for column in columns:
        text, more = _as_written(rows, column)
        texts.append(text)
        found += more
    parts = list[pl.Series]()
    for column, part, text in zip(columns, _read(texts), texts, strict=True):
        part, more = either_way(part, text, rows, column)
        told = part.with_columns(_as_sent(rows[f"at_once:{column}"], part["text"]).alias("text"))
        parts += [one.alias(f"{column}_{one.name}") for one in told]
        found += more + _odd(part["note"], rows, column)
    return rows.drop(f"at_once:{column}" for column in columns).hstack(parts), found


def _read(texts: Sequence[pl.Series]) -> list[pl.DataFrame]:
    """The dates of each column; those of few rows are read together, since each reading is planned anew."""
    rows = len(texts[0]) if texts else 0
    if rows < FEW:
        read = read_dates(pl.concat(texts)) if texts else pl.DataFrame()
        return [read.slice(place * rows, rows) for place in range(len(texts))]
    # Polars works on one column with one core, and lets go of Python's lock meanwhile.
    with ThreadPoolExecutor() as cores:
        return list(cores.map(read_dates, texts))


def _odd(notes: pl.Series, rows: pl.DataFrame, column: str) -> Found:
    """What is odd about dates of a column, each kind told."""
    found = NOTHING
    if notes.null_count() == notes.len():
        return found
    for note, rule in TOLD.items():
        told = rows.filter((notes == note) & rows[SPOILT].is_null())
        found += issues_of_rows(rule, told, column=column, value=sent(column))
    return found


def unreadable(column: str, *, becomes: dict[str, pl.Expr] | None = None) -> Rule:
    """A date stands there that cannot be read."""
    broken = pl.col(f"{column}_text").is_not_null() & pl.col(f"{column}_precision").is_null()
    return Rule("date-unreadable", column, broken, becomes=becomes)


def year_left(column: str) -> pl.Expr:
    """The year that stands in a date which cannot be read, as a number; null where none does."""
    return sent(column).str.extract(YEAR_ALONE).cast(pl.Int32)


def _joined(
    rows: pl.DataFrame, columns: Sequence[str], times: Mapping[str, str]
) -> tuple[pl.DataFrame, Found]:
    """`at_once:<column>` of each column: the date with the time of its own column after it."""
    at_once, found = list[pl.Expr](), NOTHING
    for column in columns:
        time = times.get(column)
        if time is None or rows[f"sent:{time}"].null_count() == rows.height:
            at_once.append(sent(column).alias(f"at_once:{column}"))
            continue
        joined, told = _with_time(rows, column, time)
        at_once.append(joined)
        found += told
    return rows.with_columns(at_once), found


def _with_time(rows: pl.DataFrame, column: str, time: str) -> tuple[pl.Expr, Found]:
    """A date with the time of its own column after it."""
    day = sent(column)
    clock = _clock(time)
    timed = day.str.contains(CLOCK)
    fits = clock.str.contains(TIME_ALONE)
    # Some systems write the whole instant into both, and some spreadsheets a day before the clock.
    both = (
        pl.when(day.is_null() & ~fits)
        .then(sent(time))
        .when(fits & ~timed)
        .then(pl.format("{} {}", day, clock))
    )
    whole = clock.str.contains(DAY_WITHIN)
    odd = rows.filter(clock.is_not_null() & ~fits & ~whole & day.is_not_null())
    told = issues_of_rows("time-unreadable", odd, column=time, value=sent(time))
    return pl.coalesce(both, day).alias(f"at_once:{column}"), told


def _clock(column: str) -> pl.Expr:
    """The time of a column as 14:30, also where it is written 14.30, 1430, or as a share of the day."""
    share = sent(column).str.extract(f"({SHARE_OF_DAY})").cast(pl.Float64) * SECONDS_A_DAY
    counted = (pl.datetime(2000, 1, 1) + pl.duration(seconds=share.round())).dt.to_string("%H:%M:%S")
    written = sent(column).str.replace(r"^(\d{1,2})\.?([0-5]\d)$", "$1:$2")
    return pl.when(share.is_not_null()).then(counted).otherwise(written)


def _as_sent(sent: pl.Series, read: pl.Series) -> pl.Series:
    """What was sent, save words for not known."""
    if read.null_count() == sent.null_count():
        return sent
    return pl.select(pl.when(read.is_not_null()).then(sent)).to_series()


def _as_written(rows: pl.DataFrame, column: str) -> tuple[pl.Series, Found]:
    """The column's text as it is to be read: without dates that mean none, the day first, midnights as days."""
    texts = rows[f"at_once:{column}"].alias("text")
    if texts.null_count() == texts.len():
        return texts, NOTHING
    found, asks = NOTHING, _asks_for_care(texts)
    for kind, careful in (("none", _without_none), ("month", _day_first), ("clock", _as_days)):
        if asks[kind]:
            texts, more = careful(texts, rows, column)
            found += more
    return texts, found


def _asks_for_care(texts: pl.Series) -> dict[str, bool]:
    """Whether a day that means none may stand there, one with the month first, and a clock.

    How a text begins shows the first two, and many texts begin alike: each beginning is looked at once.
    """
    if texts.len() < FEW:
        return texts.to_frame("text").select(_kinds_of_care()).row(0, named=True)
    cut = texts.str.len_bytes().gt(_longest_none()).any()
    begins = (texts.str.head(_longest_none()) if cut else texts).unique()
    asks = begins.to_frame("text").select(_kinds_of_care()).row(0, named=True)
    asks["clock"] = asks["clock"] or (cut and texts.str.contains(":", literal=True).any())
    return asks


@cache
def _kinds_of_care() -> list[pl.Expr]:
    """Expressions of `_asks_for_care` over the beginnings of texts: true wherever the careful ways find anything."""
    text = pl.col("text")
    spelt = "|".join(re.escape(one) for one in _spellings_of_none())
    none = text.str.contains(f"^(?:{spelt})(?:[T ]|$)")
    one, other = (text.str.extract(NUMBERS_FIRST, group).cast(pl.Int32) for group in (1, 2))
    return [
        none.any().alias("none"),
        ((other > 12) & (one <= 12)).any().alias("month"),
        text.str.contains(":", literal=True).any().alias("clock"),
    ]


def _month_first(texts: pl.Series) -> pl.Series:
    """Whether a date of figures can only have the month first."""
    one, other = (texts.str.extract(NUMBERS, group).cast(pl.Int32) for group in (1, 3))
    return ((other > 12) & (one <= 12)).fill_null(value=False)


def _without_none(texts: pl.Series, rows: pl.DataFrame, column: str) -> tuple[pl.Series, Found]:
    """Days that systems write where there is no date: blank, and told."""
    none = texts.str.replace(AFTER_THE_DAY, "").is_in(_spellings_of_none()).fill_null(value=False)
    if not none.any():
        return texts, NOTHING
    told = issues_of_rows("date-none", rows.filter(none), column=column, value=sent(column))
    return pl.select(pl.when(~none).then(texts).alias("text")).to_series(), told


@cache
def _longest_none() -> int:
    """Letters of the longest such spelling; day and month of a date of figures stand within as many."""
    return max(len(one) for one in (*_spellings_of_none(), "31/12/2000"))


@cache
def _spellings_of_none() -> list[str]:
    """Each such day in the ways in which systems write days."""
    forms = (
        "{y}-{m}-{d}",
        "{y}/{m}/{d}",
        "{y}{m}{d}",
        "{d}/{m}/{y}",
        "{d}-{m}-{y}",
        "{d}.{m}.{y}",
        "{m}/{d}/{y}",
    )
    spelt = set(unsaid().zeros)
    for day, form in product(unsaid().days, forms):
        year, month, number = day.split("-")
        spelt.add(form.format(y=year, m=month, d=number))
        spelt.add(form.format(y=year, m=month.removeprefix("0") or "0", d=number.removeprefix("0") or "0"))
    return sorted(spelt)


def _day_first(texts: pl.Series, rows: pl.DataFrame, column: str) -> tuple[pl.Series, Found]:
    """Dates of figures with the day first, where the column itself shows that its system writes the month first.

    One cell of a sheet's column that can only have the month first, and none that can only have the day first,
    decide for the column. Where both stand in it, cells that could be either are not read.
    """
    month_first = _month_first(texts)
    if not month_first.any():
        return texts, NOTHING
    one, other = (texts.str.extract(NUMBERS, group).cast(pl.Int32) for group in (1, 3))
    place = rows.select("file", "sheet", text=texts, month=month_first, day=(one > 12) & (other <= 12))
    place = place.with_columns(
        pl.col("day").fill_null(value=False),
        doubtful=((one <= 12) & (other <= 12) & (one != other)).fill_null(value=False),
    ).with_columns(
        proves_month=pl.col("month").any().over("file", "sheet"),
        proves_day=pl.col("day").any().over("file", "sheet"),
    )
    swapped = pl.col("text").str.replace(NUMBERS, "$3$2$1$4")
    either = pl.col("doubtful") & pl.col("proves_month")
    read = place.select(
        pl.when(pl.col("month") | (either & ~pl.col("proves_day"))).then(swapped)
        .when(either).then(pl.lit("day or month first?"))
        .otherwise("text").alias("text"),
    )["text"]  # fmt: skip
    # Where dates of the workbook may be exchanged too, one query says both.
    elsewhere = rows.filter(may_be_exchanged(rows, column)).select("file", "sheet").unique()
    decided = rows.filter(place["month"] & ~place["proves_day"])
    decided = decided.join(elsewhere, on=["file", "sheet"], how="anti", maintain_order="left")
    mixed = rows.filter(place.select(either & pl.col("proves_day")).to_series())
    told = issues_of_rows("date-month-first", decided, column=column, value=sent(column))
    told += issues_of_rows("date-order-mixed", mixed, column=column, value=sent(column))
    return read, told


def _as_days(texts: pl.Series, rows: pl.DataFrame, column: str) -> tuple[pl.Series, Found]:
    """The same; where every time in it is midnight, without times: such a system keeps days."""
    if _has_other_times(texts.head(LOOKED_AT)):
        return texts, NOTHING
    timed = texts.str.contains(CLOCK).fill_null(value=False)
    if not timed.any() or _has_other_times(texts):
        return texts, NOTHING
    told = issues_of_rows("date-midnight", rows.filter(timed), column=column, value=sent(column))
    return texts.str.replace(MIDNIGHT, ""), told


def _has_other_times(texts: pl.Series) -> bool:
    """Whether a time other than midnight stands anywhere."""
    return bool((texts.str.contains(CLOCK) & ~texts.str.contains(MIDNIGHT)).any())
