"""Dates of a return's columns: read for the whole column, and what is odd about them told."""

from concurrent.futures import ThreadPoolExecutor

import polars as pl

from conspectus.records.dates import read_dates
from conspectus.records.returns.issues import IssueBook
from conspectus.records.returns.rules import Rule, sent

CLOCK, MIDNIGHT = r"\d{1,2}:\d{2}", r"[T ]00:00(?::00(?:\.0+)?)?$"
MONTH_FIRST = r"^\d{1,2}[-/. ](?:1[3-9]|2\d|3[01])[-/. ](?:\d{4}|\d{2})(?:\D|$)"
LOOKED_AT = 1_000  # rows, which nearly always show that a column holds times
TOLD = {
    "uncertain": "date-uncertain",
    "two_digit_year": "date-two-digits",
    "clock_change": "date-clock-change",
    "serial": "date-serial",
}


def with_dates(rows: pl.DataFrame, *columns: str, book: IssueBook) -> pl.DataFrame:
    """`rows` with `<column>_` text, precision, first, last, first_day, last_day and note, for each column."""
    texts = [_as_days(rows, column, book) for column in columns]
    # Polars works on one column with one core, and lets go of Python's lock meanwhile.
    with ThreadPoolExecutor() as cores:
        read = list(cores.map(read_dates, texts))
    for column, part in zip(columns, read, strict=True):
        part = part.with_columns(text=_as_sent(rows[f"sent:{column}"], part["text"]))
        rows = rows.hstack(part.rename({name: f"{column}_{name}" for name in part.columns}))
        _tell_month_first(rows, column, book)
        if part["note"].null_count() == rows.height:
            continue
        for note, rule in TOLD.items():
            told = rows.filter(pl.col(f"{column}_note") == note)
            if told.height:
                book.add_rows(rule, told, column=column, value=sent(column))
    return rows


def _as_sent(sent: pl.Series, read: pl.Series) -> pl.Series:
    """What was sent, save words for not known."""
    if read.null_count() == sent.null_count():
        return sent
    return pl.select(pl.when(read.is_not_null()).then(sent)).to_series()


def _tell_month_first(rows: pl.DataFrame, column: str, book: IssueBook) -> None:
    """Dates that only an American reads: each is an error of its own, but its neighbours look sound."""
    unread = rows.filter(unreadable(column).broken)
    told = unread.filter(pl.col(f"{column}_text").str.contains(MONTH_FIRST))
    if told.height:
        book.add_rows("date-month-first", told, column=column, value=sent(column))


def unreadable(column: str) -> Rule:
    """A date stands there that cannot be read."""
    return Rule(
        "date-unreadable",
        column,
        pl.col(f"{column}_text").is_not_null() & pl.col(f"{column}_precision").is_null(),
    )


def _as_days(rows: pl.DataFrame, column: str, book: IssueBook) -> pl.Series:
    """The column's text; where every time in it is midnight, without times: such a system keeps days."""
    texts = rows[f"sent:{column}"].alias("text")
    if _has_other_times(texts.head(LOOKED_AT)):
        return texts
    timed = texts.str.contains(CLOCK).fill_null(value=False)
    if not timed.any() or _has_other_times(texts):
        return texts
    book.add_rows("date-midnight", rows.filter(timed), column=column, value=sent(column))
    return texts.str.replace(MIDNIGHT, "")


def _has_other_times(texts: pl.Series) -> bool:
    """Whether a time other than midnight stands anywhere."""
    return bool((texts.str.contains(CLOCK) & ~texts.str.contains(MIDNIGHT)).any())
