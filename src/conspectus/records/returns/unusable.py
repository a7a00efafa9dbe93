"""Rows that were sent and cannot be used for what a duty asks of them: what they may have been.

`unusable_events` has a row for each word that such a row may be. A row of an unknown word may be any that its sender
answers for; one of a known moment lies in that moment; one of an unclear outcome may have any.
"""

import polars as pl

from conspectus.definitions.return_schema import return_checks, return_limits
from conspectus.records.returns.found import PLACE, PLACES, at_places
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.not_read import UNCOVERED
from conspectus.terms import Fate

UNUSABLE = pl.Schema(
    {
        **PLACES,
        "person_id": pl.String(),
        "event": pl.String(),
        "outcome": pl.String(),
        "outcome_unclear": pl.Boolean(),
        "counterparty": pl.String(),
        "counterparty_unclear": pl.Boolean(),
        "refers_to": pl.String(),
        "event_id": pl.String(),
        "started_first": pl.Datetime("us"),
        "started_last": pl.Datetime("us"),
        "whole_row": pl.Boolean(),
        "restricted": pl.Boolean(),
    }
)


def unusable_rows(
    rows: pl.DataFrame, *, aside: pl.DataFrame, known: pl.Series, manifest: Manifest
) -> pl.DataFrame:
    """The columns UNUSABLE of typed rows of events, of which those of `aside` (PLACE, rule) are not used at all.

    `rows` has beside the cells `outcome_unclear` and `counterparty_unclear`; `known` are the ids of people.
    """
    if rows.is_empty():
        return UNUSABLE.to_frame()
    taken = at_places(rows, aside)
    lost = rows.filter(taken).join(aside.select(*PLACE, "rule"), on=PLACE, how="inner", maintain_order="left")
    lost = lost.filter(pl.col("rule").is_in(_not_usable())).with_columns(whole_row=pl.lit(value=True))
    moment = [pl.lit(None, pl.Datetime("us")).alias(name) for name in ("started_first", "started_last")]
    doubtful = pl.col("rule").is_in(["after-extraction", "event-before-birth"])
    lost = (
        lost.with_columns(
            *(pl.when(~doubtful).then(name).alias(name) for name in ("started_first", "started_last"))
        )
        if lost.height
        else lost.with_columns(moment)
    )
    unclear = rows.filter(~taken & (rows["outcome_unclear"] | rows["counterparty_unclear"]))
    unclear = unclear.with_columns(whole_row=pl.lit(value=False))
    both = pl.concat([one.select(UNUSABLE.names()).cast(UNUSABLE) for one in (lost, unclear)])
    both = both.with_columns(person_id=pl.when(pl.col("person_id").is_in(known.implode())).then("person_id"))
    return by_word(both, manifest)


def _not_usable() -> list[str]:
    """Checks after which a row was sent and is not usable; rows passed over were no records."""
    return [check.id for check in return_checks().values() if check.fate is not Fate.PASS_OVER]


def by_word(rows: pl.DataFrame, manifest: Manifest) -> pl.DataFrame:
    """The rows, those of an unknown word once for each word that their sender answers for."""
    if not rows["event"].null_count():
        return rows
    words = pl.DataFrame({"may_be": list(manifest.covers)}, schema={"may_be": pl.String()})
    unknown = rows.filter(pl.col("event").is_null()).join(words, how="cross")
    unknown = unknown.with_columns(event=pl.col("may_be")).drop("may_be").select(UNUSABLE.names())
    return pl.concat([rows.filter(pl.col("event").is_not_null()), unknown])


def unknown_people(events: pl.DataFrame, unusable: pl.DataFrame, manifest: Manifest) -> pl.DataFrame:
    """Words of which too large a share of the rows has an unknown person: columns UNCOVERED."""
    whole = unusable.filter("whole_row")
    if whole["person_id"].null_count() == 0:
        return UNCOVERED.to_frame()
    sent = pl.concat([events.select("event"), whole.select("event")]).group_by("event").len("rows")
    lost = (
        whole.filter(pl.col("person_id").is_null())
        .group_by("event")
        .agg(pl.len().alias("lost"), pl.col("file").first(), pl.col("sheet").first())
    )
    share = lost.join(sent, on="event").filter(
        pl.col("lost") > return_limits().unknown_share * pl.col("rows")
    )
    share = share.filter(pl.col("event").is_in(list(manifest.covers))).sort("event")
    return share.select("event", "file", "sheet", why=pl.lit("rows")).cast(UNCOVERED)
