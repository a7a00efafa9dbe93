"""A bare event table, as `conspectus duties run` and worked examples take it: any event word, dates as written."""

from collections.abc import Iterable
from datetime import date, datetime

import polars as pl

from conspectus.definitions import Duty
from conspectus.errors import ConspectusError
from conspectus.records.dates import day_end, read_dates
from conspectus.terms import Agency

REQUIRED = ("child_id", "event", "started")
OPTIONAL = ("ended", "outcome", "agency", "counterparty", "event_id", "refers_to")


def history(table: pl.DataFrame, *, where: str = "the event table") -> pl.DataFrame:
    """The table with dates read and each row its own lead, ready for `evaluate`; texts throughout, nulls allowed."""
    if missing := [name for name in REQUIRED if name not in table.columns]:
        raise ConspectusError(
            f"it has no column {', '.join(missing)}",
            where,
            f"Name the columns {', '.join(REQUIRED)} and, as you have them, {', '.join(OPTIONAL)}.",
        )
    absent = [pl.lit(None, pl.String).alias(name) for name in OPTIONAL if name not in table.columns]
    rows = table.with_columns(*absent).with_row_index("row", offset=1)
    rows = rows.with_columns(
        event_id=pl.coalesce("event_id", pl.format("row-{}", "row")),
        event_ref=pl.format(
            "{}/{}/{}", pl.lit("table"), pl.col("row").cast(pl.String).str.zfill(10), "child_id"
        ),
        lead=pl.lit(True),
    )
    return pl.concat([rows, _dates(rows, "started", where), _dates(rows, "ended", where)], how="horizontal")


def _dates(rows: pl.DataFrame, column: str, where: str) -> pl.DataFrame:
    read = read_dates(rows[column].cast(pl.String))
    bad = rows.filter(rows[column].is_not_null() & read["first"].is_null())
    if bad.height or (column == "started" and rows[column].null_count()):
        first = bad["row"][0] if bad.height else rows.filter(pl.col(column).is_null())["row"][0]
        raise ConspectusError(
            f"row {first} has no readable date in {column}",
            where,
            "Write dates as 2026-05-22 or 2026-05-22T14:30.",
        )
    names = ("precision", "first", "last", "first_day", "last_day")
    return read.select(pl.col(name).alias(f"{column}_{name}") for name in names)


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
