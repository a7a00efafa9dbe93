"""One event once, though two returns of one sender tell of it: what they say together, and where they differ."""

from collections.abc import Mapping

import polars as pl

from conspectus.records.returns.events import DATES
from conspectus.records.returns.found import NOTHING, PLACE, Found, issues_of_rows, said_place

WHAT = ("person_id", "event", "started_first_day", "started_last_day")
ENDED = tuple(f"ended_{part}" for part in DATES)


def once(events: pl.DataFrame, whose: Mapping[tuple[str, str], str]) -> tuple[pl.DataFrame, Found]:
    """Events of several returns, each once; `whose` says to which return a file and sheet belong.

    The n-th of a return's events of one child, word and day is the n-th of another's; the row of the return that
    comes first stands, with what it lacks from the other.
    """
    if len(set(whose.values())) < 2:
        return events, NOTHING
    places = pl.DataFrame(
        [(*place, name) for place, name in whose.items()], schema=["file", "sheet", "return"], orient="row"
    )
    rows = events.with_row_index("place").join(
        places, on=["file", "sheet"], how="left", maintain_order="left"
    )
    rows = rows.with_columns(nth=pl.int_range(pl.len()).over("return", *WHAT))
    key = [*WHAT, "nth"]
    first = pl.struct(key).is_first_distinct()
    again = rows.filter(~first)
    kept = rows.filter(first)
    rest, told = _without_vague(kept)
    if again.is_empty():
        return rest.select(events.columns), told
    filled = rest.join(
        again.unique(key, keep="first", maintain_order=True).select(*key, *_named(":other")),
        on=key, how="left", nulls_equal=True, maintain_order="left",
    )  # fmt: skip
    return _filled(filled).select(events.columns), told + _tell(again, rest, key)


def _named(suffix: str) -> list[pl.Expr]:
    return [pl.col(name).alias(f"{name}{suffix}") for name in (*ENDED, "outcome", "counterparty")]


def _filled(rows: pl.DataFrame) -> pl.DataFrame:
    """What the row that stands lacks, from the other return."""
    open_ = pl.col("ended_text").is_null()
    ends = [
        pl.when(open_).then(pl.col(f"{name}:other")).otherwise(pl.col(name)).alias(name) for name in ENDED
    ]
    words = [pl.coalesce(name, f"{name}:other").alias(name) for name in ("outcome", "counterparty")]
    return rows.with_columns(*ends, *words)


def _tell(again: pl.DataFrame, kept: pl.DataFrame, key: list[str]) -> Found:
    """Each file's events that stand elsewhere, and what they say otherwise."""
    stands = kept.select(*key, *_named(":kept"), at=said_place())
    both = again.join(stands, on=key, how="inner", nulls_equal=True, maintain_order="left")
    found = issues_of_rows("event-in-two-returns", both, column="started", value=pl.col("at"))
    pairs = {
        "ended": ("ended_first_day", "ended_first_day:kept"),
        "outcome": ("outcome", "outcome:kept"),
        "counterparty": ("counterparty", "counterparty:kept"),
    }
    for column, (one, other) in pairs.items():
        differ = both.filter((pl.col(one) != pl.col(other)).fill_null(value=False))
        shown = pl.format("{} {} here, {} in {}", pl.lit(column), pl.col(one), pl.col(other), pl.col("at"))
        found += issues_of_rows("returns-differ", differ, column=column, value=shown)
    return found


def _without_vague(rows: pl.DataFrame) -> tuple[pl.DataFrame, Found]:
    """The rows without those that say but "some day before", where another return knows the day."""
    vague = rows.filter(pl.col("started_precision") == "uncertain")
    if vague.is_empty():
        return rows, NOTHING
    exact = rows.filter(pl.col("started_precision") != "uncertain").select(
        "person_id", "event", day="started_first", whose="return", at=said_place()
    )
    met = vague.join(exact, on=["person_id", "event"], how="inner").filter(
        (pl.col("day") >= pl.col("started_first"))
        & (pl.col("day") <= pl.col("started_last"))
        & (pl.col("whose") != pl.col("return"))
    )
    met = met.unique("place", keep="first", maintain_order=True)
    told = issues_of_rows(
        "event-in-two-returns", met.select(*PLACE, "at"), column="started", value=pl.col("at")
    )
    return rows.join(met.select("place"), on="place", how="anti", maintain_order="left"), told
