"""One person from several rows: a people file with a row for each home, and lists without names."""

import polars as pl

from conspectus.records.returns.found import NOTHING, PLACE, Found, issue, issues_of_rows
from conspectus.records.returns.people import HOMES, TEXTS, TYPED

BIRTH = ("born_text", "born_first", "born_last", "unborn")
FIRST_KNOWN = (*TEXTS, "sex", "postcode", "nhs_number", "upn")


def people_of_lists(rows: pl.DataFrame) -> pl.DataFrame:
    """The columns TYPED of every row of a list, several to a child; of rows that say but an id, the first."""
    people = rows.with_columns(restricted=pl.lit(value=False)).select(TYPED)
    bare = all(people[name].null_count() == people.height for name in (*FIRST_KNOWN, "born_text"))
    return people.filter(pl.col("person_id").is_first_distinct()) if bare else people


def homes_of_lists(people: pl.DataFrame) -> pl.DataFrame:
    """Every home that lists tell of, without since when; each once."""
    homes = people.filter(pl.col("postcode").is_not_null() | pl.col("address").is_not_null())
    days = [pl.lit(None, pl.Date).alias(name) for name in ("from_day", "to_day")]
    homes = homes.with_columns(*days).select(HOMES)
    return homes.unique(["person_id", "postcode", "address"], keep="first", maintain_order=True)


def merge(*, file: pl.DataFrame, lists: pl.DataFrame) -> pl.DataFrame:
    """Each person once: what the people file says counts first, then the lists in their order."""
    rows = pl.concat([file.select(TYPED), lists.select(TYPED)])
    if rows["person_id"].n_unique() == rows.height:
        return rows
    birth = pl.when(pl.col("born_text").is_not_null()).then(pl.struct(BIRTH)).alias("birth")
    return (
        rows.with_columns(birth, width=pl.col("born_last") - pl.col("born_first"))
        .group_by("person_id", maintain_order=True)
        .agg(
            *(pl.col(name).drop_nulls().first() for name in FIRST_KNOWN),
            # The date that says most; of two that say as much, the first.
            pl.col("birth").sort_by("width", nulls_last=True, maintain_order=True).drop_nulls().first(),
            *(pl.col(name).first() for name in PLACE),
            pl.col("restricted").any(),
        )
        .unnest("birth")
        .with_columns(pl.col("unborn").fill_null(value=False))
        .select(TYPED)
    )


def tell_merged(merged: pl.DataFrame, *, file: pl.DataFrame, lists: pl.DataFrame) -> Found:
    """What differs between the rows of one person, and children of the lists who stay without a name."""
    return _births(lists, merged) + _differences(file, merged) + _nameless(file, lists, merged)


def _births(rows: pl.DataFrame, merged: pl.DataFrame) -> Found:
    rows = rows.filter(pl.col("born_first").is_not_null())
    if rows.is_empty():
        return NOTHING
    used = merged.select("person_id", first="born_first", last="born_last")
    rows = rows.join(used, on="person_id", how="left", maintain_order="left")
    differ = rows.filter((pl.col("born_first") > pl.col("last")) | (pl.col("born_last") < pl.col("first")))
    return issues_of_rows("births-differ", differ, column="date_of_birth", value=pl.col("born_text"))


def _differences(file: pl.DataFrame, merged: pl.DataFrame) -> Found:
    """Rows of the people file for one id whose names or dates of birth say that they are two."""
    if file["person_id"].n_unique() == file.height:
        return NOTHING
    again = file.filter(~pl.col("person_id").is_unique())
    used = merged.select(
        "person_id", *(pl.col(name).alias(f"{name}_used") for name in ("forename", "surname"))
    )
    rows = again.join(used, on="person_id", how="left", maintain_order="left")
    other = [
        pl.col(name).str.to_lowercase() != pl.col(f"{name}_used").str.to_lowercase()
        for name in ("forename", "surname")
    ]
    named = rows.filter(pl.any_horizontal(other).fill_null(value=False))
    shown = pl.concat_str([pl.col("forename"), pl.col("surname")], separator=" ", ignore_nulls=True)
    told = issues_of_rows("person-differs", named, column="person_id", value=shown)
    return told + _births(again, merged)


def _nameless(file: pl.DataFrame, lists: pl.DataFrame, merged: pl.DataFrame) -> Found:
    """Children of the lists without a name, where others have one from the people file."""
    absent = merged.filter(~pl.col("person_id").is_in(file["person_id"].implode()))
    return (
        issue("no-names-for-some", count=absent.height)
        if lists.height and file.height and absent.height
        else NOTHING
    )
