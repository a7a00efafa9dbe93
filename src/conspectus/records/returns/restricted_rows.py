"""Which rows of a return are restricted, so that no issue tells of their cells to who may not see them."""

from collections.abc import Iterable

import polars as pl

from conspectus.definitions.return_schema import list_schemas
from conspectus.records.returns.found import PLACE, PLACES
from conspectus.records.returns.headers import Matched
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.people import with_restricted


def restricted_rows(
    matched: Iterable[Matched], *, rows: Iterable[pl.DataFrame], manifest: Manifest
) -> pl.DataFrame:
    """The places of restricted rows, used or not: as said in the row, or of a list whose events all are."""
    said = [with_restricted(one, manifest=manifest)[0].filter("restricted").select(PLACE) for one in rows]
    whole = restricted_lists()
    of_lists = [
        one.rows.select(file=pl.lit(one.sheet.file), sheet=pl.lit(one.sheet.sheet), row="row")
        for one in matched
        if one.holds in whole
    ]
    return pl.concat([PLACES.to_frame(), *(one.cast(PLACES) for one in (*said, *of_lists))]).unique()


def restricted_lists() -> set[str]:
    """What sheets hold that are lists any of whose events is restricted, of every shape of return."""
    return {
        f"list {one.id}"
        for schema in list_schemas().values()
        for one in schema.list
        if any(event.restricted for event in one.event)
    }


def tells_of_restricted(issues: pl.DataFrame, places: pl.DataFrame) -> pl.Series:
    """Of each issue whether it shows a restricted row's cell; one told for many rows may, where the sheet holds any."""
    here = issues.select(*PLACE, "count").with_row_index()
    exact = here.join(places, on=list(PLACE), how="semi")
    many = here.filter(pl.col("row").is_not_null() & (pl.col("count") > 1))
    many = many.join(places, on=["file", "sheet"], how="semi")
    told = pl.concat([exact["index"], many["index"]]).unique()
    return here["index"].is_in(told.implode())
