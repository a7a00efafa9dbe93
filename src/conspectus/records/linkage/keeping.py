"""Ids that stay the same from one casebook to the next, where membership does, and what became of the rest."""

import polars as pl

HISTORY = {
    "child_id": pl.String,
    "previous_id": pl.String,
    "kind": pl.String,
    "shared": pl.Int32,
}


def shares(records: pl.DataFrame, groups: pl.Series, previous: pl.DataFrame) -> pl.DataFrame:
    """How many records each group shares with each person of the previous casebook: group, previous_id, shared."""
    now = records.select("sender", "person_id", group=groups)
    before = previous.select("sender", "person_id", previous_id="child_id")
    return (
        now.join(before, on=["sender", "person_id"])
        .group_by("group", "previous_id")
        .agg(shared=pl.len().cast(pl.Int32))
    )


def kept(shared: pl.DataFrame) -> dict[int, str]:
    """The previous id that each group keeps: most shared first, each id once, ties to the smallest id."""
    given: dict[int, str] = {}
    taken: set[str] = set()
    ranked = shared.sort("shared", "previous_id", "group", descending=[True, False, False])
    for group, previous_id in ranked.select("group", "previous_id").iter_rows():
        if group not in given and previous_id not in taken:
            given[group] = previous_id
            taken.add(previous_id)
    return given


def history(shared: pl.DataFrame, ids: pl.DataFrame, previous: pl.DataFrame) -> pl.DataFrame:
    """Table `id_history`: each linked person beside each of the previous casebook with whom it shares records."""
    pairs = shared.join(ids, on="group").select("child_id", "previous_id", "shared")
    parts = pl.len().over("previous_id")
    kinds = (
        pl.when(pl.col("child_id") == pl.col("previous_id"))
        .then(pl.lit("kept"))
        .when(parts > 1)
        .then(pl.lit("split"))
        .otherwise(pl.lit("merged"))
    )
    before = previous.select(previous_id="child_id").unique()
    nobody = pl.lit(0, pl.Int32)
    new = ids.join(pairs, on="child_id", how="anti").select(
        "child_id", previous_id=pl.lit(""), kind=pl.lit("new"), shared=nobody
    )
    gone = before.join(pairs, on="previous_id", how="anti").select(
        pl.lit("").alias("child_id"), "previous_id", kind=pl.lit("gone"), shared=nobody
    )
    told = pairs.with_columns(kind=kinds).select(list(HISTORY))
    return pl.concat([told, new, gone]).sort("child_id", "previous_id")


def no_history() -> pl.DataFrame:
    """`id_history` where no previous casebook was given."""
    return pl.DataFrame(schema=HISTORY)
