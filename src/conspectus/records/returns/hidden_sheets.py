"""Hidden sheets that return.toml does not name: used for nothing, and yet sent, so that they are no silence.

Where such a sheet holds events, each of its rows is sent and not usable: what it could answer waits for it. Where
nobody can say what it holds, the words that it names are not covered, as with any sheet that was not understood.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from conspectus.definitions.return_schema import TablesSchema
from conspectus.records.returns.events import Events, not_an_outcome, read_events
from conspectus.records.returns.headers import Matched
from conspectus.records.returns.holding import hold_tables
from conspectus.records.returns.list_events import check_list_events
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.no_records import without_lines
from conspectus.records.returns.readers import Reader
from conspectus.records.returns.unusable import UNUSABLE
from conspectus.records.sheets import Sheet

SAYS = ("person_id", "event", "started_first", "started_last", "outcome", "counterparty")


@dataclass(frozen=True)
class Hidden:
    """Hidden sheets whose rows can be understood, and those of which nobody can say what they hold."""

    matched: list[Matched]
    others: list[Sheet]


def hold_hidden(
    sheets: Sequence[Sheet], *, reader: Reader, tables: TablesSchema, manifest: Manifest
) -> Hidden:
    """Which hidden sheet holds what; nothing more is told of them than that they are hidden."""
    own = reader.hold(sheets, manifest=manifest)[0]
    held = hold_tables(own.others, schema=tables, manifest=manifest)[0]
    matched = [*own.matched, *held.matched]
    unclear = [one.sheet for one in matched if one.fault is not None]
    sound = [without_lines(one)[0] for one in matched if one.fault is None]
    return Hidden(sound, [*held.others, *unclear])


def hidden_rows(
    hidden: Hidden,
    *,
    reader: Reader,
    tables: TablesSchema,
    people: pl.DataFrame,
    used: pl.DataFrame,
    manifest: Manifest,
) -> pl.DataFrame:
    """The columns UNUSABLE of their rows, less those that say what an event in use (`used`) says."""
    if not hidden.matched:
        return UNUSABLE.to_frame()
    columns = tables.tables["events"].column
    parts = [UNUSABLE.to_frame()]
    for one in hidden.matched:
        if one.holds == "events":
            parts.append(_all(read_events(one.text(columns), people=people, manifest=manifest)[0]))
    lists = [one for one in hidden.matched if one.holds not in tables.tables]
    parts.append(_of_lists(lists, reader=reader, people=people, manifest=manifest))
    return pl.concat(parts).join(
        used.select(SAYS), on=SAYS, how="anti", nulls_equal=True, maintain_order="left"
    )


def _of_lists(
    lists: Sequence[Matched], *, reader: Reader, people: pl.DataFrame, manifest: Manifest
) -> pl.DataFrame:
    rows, _ = reader.read(lists, manifest=manifest, known=people["person_id"])
    if not rows.events:
        return UNUSABLE.to_frame()
    read, _ = check_list_events(
        pl.concat(rows.events), lost=pl.concat(rows.lost), people=people, manifest=manifest
    )
    return _all(read)


def _all(read: Events) -> pl.DataFrame:
    """Rows that would have been used, and those that would not."""
    sound = read.used.with_columns(
        outcome_unclear=not_an_outcome(pl.col("outcome")),
        counterparty_unclear=pl.lit(value=False),
        whole_row=pl.lit(value=True),
    )
    lost = read.unusable.filter("whole_row")
    return pl.concat([one.select(UNUSABLE.names()).cast(UNUSABLE) for one in (sound, lost)])
