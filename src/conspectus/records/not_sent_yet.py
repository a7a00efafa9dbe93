"""Stands in for what `returns` does not give yet; goes when it does, with `NOT_SENT_YET` of the casebook's schema."""

import polars as pl

from conspectus.records import returns
from conspectus.records.casebook import empty

TEXTS = (
    "sender",
    "agency",
    "file",
    "sheet",
    "person_id",
    "event",
    "outcome",
    "counterparty",
    "refers_to",
    "event_id",
)
UNUSABLE = pl.DataFrame(
    schema={
        **dict.fromkeys(TEXTS, pl.String), "row": pl.Int64,
        **dict.fromkeys(("started_first", "started_last"), pl.Datetime("us")),
        **dict.fromkeys(("outcome_unclear", "counterparty_unclear", "whole_row", "restricted"), pl.Boolean),
    }
)  # fmt: skip
UNCOVERED = pl.DataFrame(
    schema=dict.fromkeys(("sender", "agency", "event", "file", "sheet", "why"), pl.String)
)
EMPTY = {"unusable_events": UNUSABLE, "uncovered": UNCOVERED, "homes": empty("homes")}


def sent(checked: returns.Checked, name: str) -> pl.DataFrame:
    """A table of what was sent: empty where `returns` has no such, null or 0 in columns that it does not fill."""
    frame: pl.DataFrame | None = getattr(checked, name, None)
    if frame is None:
        return EMPTY[name]
    if name not in ("files", "set_aside"):
        return frame
    absent = {column: kind for column, kind in empty(name).schema.items() if column not in frame.columns}
    return frame.with_columns(
        pl.lit(0 if column == "cells_blanked" else None, kind).alias(column)
        for column, kind in absent.items()
    )
