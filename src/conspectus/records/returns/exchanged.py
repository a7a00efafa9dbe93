"""Dates of a workbook whose day and month a spreadsheet may have exchanged when it opened a list.

A spreadsheet that reads 9/5/2025 by the habits of another country makes a date of it, the 9th of May for the 5th of
September, and leaves 9/18/2025 as a text, since there is no 18th month. So texts that a spreadsheet did not understand
show what happened to the dates beside them: where day and month are both 12 or less, either may be meant.
"""

import polars as pl

from conspectus.definitions.return_schema import return_limits
from conspectus.records.dates import read_dates
from conspectus.records.returns.fates import SPOILT, sent
from conspectus.records.returns.found import NOTHING, Found, issues_of_rows

NUMBERS = r"^(\d{1,2})([-/. ])(\d{1,2})([-/. ](?:\d{4}|\d{2})(?:\D.*)?)$"
DAY_FIRST = r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:\D.*)?$"
ISO = r"^(\d{4})-(\d{2})-(\d{2})"
BOUNDS = ("first", "first_day", "last", "last_day")


def either_way(
    read: pl.DataFrame, texts: pl.Series, rows: pl.DataFrame, column: str
) -> tuple[pl.DataFrame, Found]:
    """Dates as read from `texts`, those that may be exchanged as the time between their two readings."""
    doubtful = may_be_exchanged(rows, column)
    if not doubtful.any():
        return read, NOTHING
    other = read_dates(texts.filter(doubtful).str.replace(ISO, "$1-$3-$2"))
    both = read.filter(doubtful).with_columns(
        other.select(pl.col(BOUNDS).name.suffix(":other")), precision=pl.lit("uncertain")
    )
    both = both.with_columns(
        *(pl.min_horizontal(name, f"{name}:other").alias(name) for name in BOUNDS[:2]),
        *(pl.max_horizontal(name, f"{name}:other").alias(name) for name in BOUNDS[2:]),
    )
    places = doubtful.arg_true()
    read = pl.DataFrame([read[name].scatter(places, both[name]) for name in read.columns])
    told = rows.filter(doubtful & rows[SPOILT].is_null())
    return read, issues_of_rows("date-exchanged", told, column=column, value=sent(column))


def may_be_exchanged(rows: pl.DataFrame, column: str) -> pl.Series:
    """Which dates of a workbook stand beside texts that show them to be exchanged, perhaps."""
    dates, texts = rows[f"is_date:{column}"], rows[f"at_once:{column}"]
    if not dates.any():
        return dates
    month, day = (texts.str.extract(ISO, group).cast(pl.Int32) for group in (2, 3))
    one, other = (texts.str.extract(NUMBERS, group).cast(pl.Int32) for group in (1, 3))
    early = dates & (day <= 12)
    cells = rows.select(
        "file", "sheet",
        early=early,
        late=dates & (day > 12),
        month_first=(one <= 12) & (other > 12),
        day_first=_is_a_day(texts) & (one > 12),
        either=(one <= 12) & (other <= 12),
    ).with_columns(pl.exclude("file", "sheet").fill_null(value=False))  # fmt: skip
    seen = pl.col("month_first").any() | (
        pl.col("day_first").any()
        & ~pl.col("either").any()
        & ~pl.col("late").any()
        & (pl.col("early").sum() >= return_limits().exchanged_from)
    )
    shown = cells.select(seen.over("file", "sheet")).to_series()
    return (early & (day != month) & shown).fill_null(value=False)


def _is_a_day(texts: pl.Series) -> pl.Series:
    """Whether a text is a day of the calendar, the day first: 31/11/2025 is a typing error and shows nothing."""
    return texts.str.replace(DAY_FIRST, "$3-$2-$1").str.to_date("%Y-%m-%d", strict=False).is_not_null()
