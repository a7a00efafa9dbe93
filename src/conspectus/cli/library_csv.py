"""A report of the library as lines of CSV, one a sentence."""

import polars as pl

from conspectus.library import Report, exporting
from conspectus.records.casebook import without_formulas


def as_csv(report: Report, *, headers: bool) -> str:
    """Its lines, with or without one of headers above, in which no text can be taken for a formula."""
    schema = dict.fromkeys(exporting.COLUMNS, pl.String)
    rows = without_formulas(pl.DataFrame(exporting.as_rows(report), schema=schema))
    return rows.write_csv(include_header=headers).removesuffix("\n")
