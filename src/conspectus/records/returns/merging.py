"""One person from several rows: a people file that gives names to the children of lists."""

import polars as pl

from conspectus.records.returns.issues import PLACE, IssueBook
from conspectus.records.returns.people import TEXTS, TYPED

BIRTH = ("born_text", "born_first", "born_last", "unborn")
FIRST_KNOWN = (*TEXTS, "sex", "postcode", "nhs_number", "upn")


def people_of_lists(rows: pl.DataFrame) -> pl.DataFrame:
    """The columns TYPED of every row of a list, several to a child."""
    unknown = [name for name in FIRST_KNOWN if name not in ("sex", "ethnicity", "disability")]
    return rows.with_columns(
        *(pl.lit(None, pl.String).alias(name) for name in unknown),
        ethnicity=pl.col("sent:ethnicity"),
        disability=pl.col("sent:disability"),
        restricted=pl.lit(value=False),
    ).select(TYPED)


def merge(*, file: pl.DataFrame, lists: pl.DataFrame) -> pl.DataFrame:
    """Each person once: what the people file says counts first, then the lists in their order."""
    rows = pl.concat([file.select(TYPED), lists.select(TYPED)])
    birth = pl.when(pl.col("born_first").is_not_null()).then(pl.struct(BIRTH)).alias("birth")
    return (
        rows.with_columns(birth)
        .group_by("person_id", maintain_order=True)
        .agg(
            *(pl.col(name).drop_nulls().first() for name in (*FIRST_KNOWN, "birth")),
            *(pl.col(name).first() for name in PLACE),
            pl.col("restricted").any(),
        )
        .unnest("birth")
        .with_columns(pl.col("unborn").fill_null(value=False))
        .select(TYPED)
    )


def tell_merged(merged: pl.DataFrame, *, file: pl.DataFrame, lists: pl.DataFrame, book: IssueBook) -> None:
    """Dates of birth that differ, row by row, and children of the lists who stay without a name."""
    _tell_births(lists, merged, book)
    _tell_nameless(file, merged, book)


def _tell_births(lists: pl.DataFrame, merged: pl.DataFrame, book: IssueBook) -> None:
    used = merged.select("person_id", first="born_first", last="born_last")
    rows = lists.join(used, on="person_id", how="left", maintain_order="left")
    differ = rows.filter((pl.col("born_first") > pl.col("last")) | (pl.col("born_last") < pl.col("first")))
    if differ.height:
        book.add_rows("births-differ", differ, column="date_of_birth", value=pl.col("born_text"))


def _tell_nameless(file: pl.DataFrame, merged: pl.DataFrame, book: IssueBook) -> None:
    """Children of the lists without a name, where others have one from the people file."""
    absent = merged.filter(~pl.col("person_id").is_in(file["person_id"].implode()))
    if file.height and absent.height:
        book.add("no-names-for-some", count=absent.height)
