"""A bare event table, as `conspectus duties run` and worked examples take it: any event word, dates as written."""

from collections.abc import Iterable
from datetime import date, datetime, time

import polars as pl

from conspectus.definitions import Duty
from conspectus.errors import ConspectusError
from conspectus.records.dates import day_end, read_dates
from conspectus.records.unusable import NO_ROWS
from conspectus.terms import Agency, Precision

REQUIRED = ("child_id", "event", "started")
OPTIONAL = ("ended", "outcome", "agency", "counterparty", "event_id", "refers_to", "born")
DATES = ("started", "ended", "born")
WORDS = tuple(name for name in (*REQUIRED, *OPTIONAL) if name not in DATES)


def history(table: pl.DataFrame, *, where: str = "the event table") -> pl.DataFrame:
    """The table with dates read and each row its own lead, ready for `evaluate`; other columns are left out.

    Columns may be texts, numbers, dates or timestamps: a time without a zone is local, and a column of timestamps
    that all stand at midnight holds days. A date that cannot be read is refused.
    """
    rows = _dated(_typed(table, where=where))
    for name in DATES:
        _refuse_unreadable(rows, name, where)
    return rows


def usable_history(table: pl.DataFrame, *, where: str, file: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The same, of a table in which dates may be unreadable: what can be used of it, and the rows that cannot be.

    The second has the columns of `unusable.NO_ROWS`: rows without a moment, and those whose end is not known.
    """
    rows = _dated(_typed(table, where=where))
    lost = pl.col("started_precision").is_null()
    endless = pl.col("ended").is_not_null() & pl.col("ended_precision").is_null()
    unusable = rows.filter(lost | endless).select(
        *(pl.col(name) for name in ("child_id", "event", "outcome", "agency", "counterparty")),
        row=pl.col("row").cast(pl.Int64) + 1,
        file=pl.lit(file),
        ended_unclear=endless,
        whole_row=lost,
        started_first=pl.when(~lost).then("started_first"),
    )
    ends = {f"ended_{end}": f"started_{end}" for end in ("first", "last", "first_day", "last_day")}
    used = rows.filter(~lost).with_columns(
        ended_precision=pl.when(endless).then(pl.lit(Precision.UNKNOWN)).otherwise("ended_precision"),
        **{ended: pl.when(endless).then(started).otherwise(ended) for ended, started in ends.items()},
    )
    return used, pl.concat([NO_ROWS, unusable.cast({"row": pl.Int64})], how="diagonal")


def _typed(table: pl.DataFrame, *, where: str) -> pl.DataFrame:
    """The columns that are looked at, dates as texts, each row numbered from 1 and with an id of its own."""
    if missing := [name for name in REQUIRED if name not in table.columns]:
        raise ConspectusError(
            f"it has no column {', '.join(missing)}",
            where,
            f"Name the columns {', '.join(REQUIRED)} and, as you have them, {', '.join(OPTIONAL)}.",
        )
    absent = [pl.lit(None, pl.String).alias(name) for name in OPTIONAL if name not in table.columns]
    rows = table.with_columns(*absent).select(
        *(pl.col(name).cast(pl.String).str.strip_chars().replace("", None) for name in WORDS),
        *(_written(table.get_column(name, default=None), name) for name in DATES),
    )
    _refuse_blanks(rows, where=where)
    return rows.with_row_index("row", offset=1).with_columns(
        event_id=pl.coalesce("event_id", pl.format("row-{}", pl.int_range(1, pl.len() + 1))),
        event_ref=pl.format(
            "{}/{}/{}", pl.lit("table"), pl.col("row").cast(pl.String).str.zfill(10), "child_id"
        ),
        lead=pl.lit(True),
    )


def _dated(rows: pl.DataFrame) -> pl.DataFrame:
    """With every date as an interval; null where it cannot be read."""
    return pl.concat([rows, *(_dates(rows, name) for name in DATES)], how="horizontal")


def _written(column: pl.Series | None, name: str) -> pl.Expr:
    """A column of dates as texts, as the reader of dates takes them."""
    if column is None:
        return pl.lit(None, pl.String).alias(name)
    at = pl.col(name)
    if not isinstance(column.dtype, pl.Datetime):
        return at.cast(pl.String).str.strip_chars().replace("", None)
    if column.dtype.time_zone is not None:
        return at.dt.convert_time_zone("UTC").dt.replace_time_zone(None).dt.strftime("%Y-%m-%dT%H:%M:%S%.fZ")
    days = bool((column.drop_nulls().dt.time() == time()).all())
    return at.dt.strftime("%Y-%m-%d" if days else "%Y-%m-%dT%H:%M:%S%.f")


# A person counts the heading as row 1, as `check` does.
def _refuse_blanks(rows: pl.DataFrame, *, where: str) -> None:
    for name in ("child_id", "event"):
        if rows[name].null_count():
            row = rows[name].is_null().arg_max()
            raise ConspectusError(
                f"row {(row or 0) + 2} has no {name}", where, f"Give every row {' and '.join(REQUIRED)}."
            )


def _refuse_unreadable(rows: pl.DataFrame, column: str, where: str) -> None:
    sent = pl.lit(value=True) if column == "started" else pl.col(column).is_not_null()
    bad = rows.filter(sent & pl.col(f"{column}_precision").is_null())
    if bad.height:
        row, value = bad["row"][0], bad[column][0]
        raise ConspectusError(
            f"row {row} has no readable date in {column}: {'none' if value is None else repr(value)}",
            where,
            "Write dates as 2026-05-22 or 2026-05-22T14:30.",
        )


def _dates(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    names = ("precision", "first", "last", "first_day", "last_day")
    return read_dates(rows[column]).select(pl.col(name).alias(f"{column}_{name}") for name in names)


def births(events: pl.DataFrame) -> pl.DataFrame:
    """Dates of birth from a history's `born`: where rows of a child differ, anything between them is possible."""
    known = events.filter(pl.col("born_first_day").is_not_null())
    return known.group_by("child_id").agg(
        born_first=pl.col("born_first_day").min(), born_last=pl.col("born_last_day").max()
    )


def latest_instant(events: pl.DataFrame) -> datetime:
    """The latest instant that the table speaks of."""
    latest = events.select(pl.max_horizontal(pl.col("started_last").max(), pl.col("ended_last").max())).item()
    return latest if latest is not None else day_end(date(1970, 1, 1))


def every_word(duties: Iterable[Duty], events: pl.DataFrame, *, until: datetime) -> pl.DataFrame:
    """A coverage under which every agency answers for every word: what a bare table is taken to mean."""
    words = sorted({*events["event"].drop_nulls(), *(word for duty in duties for word in _words(duty))})
    agencies = sorted(
        {
            *(agency.value for agency in Agency),
            *events["agency"].drop_nulls(),
            *events["counterparty"].drop_nulls(),
        }
    )
    cross = pl.DataFrame({"agency": agencies}).join(pl.DataFrame({"event": words}), how="cross")
    return cross.with_columns(from_day=pl.lit(date(1, 1, 1)), until=pl.lit(until, pl.Datetime("us")))


def _words(duty: Duty) -> set[str]:
    selectors = [getattr(duty, name, None) for name in ("response", "invitation", "taking_part", "received")]
    return {word for selector in selectors if selector is not None for word in selector.words}
