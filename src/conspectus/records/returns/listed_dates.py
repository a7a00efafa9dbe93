"""A cell that lists several dates tells of several events, one for each."""

from collections.abc import Sequence

import polars as pl

from conspectus.records.returns.not_read import A_DAY

BETWEEN = r"\s*[;\r\n]+\s*"
AGAIN = "made:again"  # the place of a date in its cell, from 0


def one_date_each(
    rows: pl.DataFrame, started: str, *, beside: Sequence[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A row for each date that a cell lists, with AGAIN; and the rows in which other cells do not go with the dates.

    `beside` are the cells of an end or a time of day: one goes with each date where as many stand in it, and with
    none where it cannot be said with which.
    """
    lists = _parts(started).list.len() > 1
    lists &= _parts(started).list.eval(pl.element().str.contains(A_DAY)).list.all()
    rows = rows.with_columns(lists.fill_null(value=False).alias("lists"))
    single, several = (rows.filter(pl.col("lists") == held).drop("lists") for held in (False, True))
    single = single.with_columns(pl.lit(0, pl.Int64).alias(AGAIN))
    if several.is_empty():
        return single, several
    count = _parts(started).list.len()
    goes = {cell: _parts(cell).list.len() == count for cell in beside}
    unsaid = pl.any_horizontal(
        pl.lit(value=False), *(pl.col(cell).is_not_null() & ~same for cell, same in goes.items())
    )
    each = [
        pl.when(same).then(_parts(cell)).otherwise(_none(count)).alias(cell) for cell, same in goes.items()
    ]
    told = several.with_columns(_parts(started), *each, pl.int_ranges(0, count).alias(AGAIN))
    told = told.explode([started, *beside, AGAIN])
    return pl.concat([single, told]).sort("row", maintain_order=True), several.filter(unsaid)


def _parts(cell: str) -> pl.Expr:
    listed = pl.col(cell).str.replace_all(BETWEEN, ";").str.strip_chars("; ")
    return listed.str.split(";")


def _none(count: pl.Expr) -> pl.Expr:
    return pl.lit(None, pl.String).repeat_by(count)
