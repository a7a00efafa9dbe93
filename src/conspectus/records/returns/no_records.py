"""Rows that are no records: headings that come again, totals and closing lines, rows sent twice."""

from dataclasses import replace

import polars as pl

from conspectus.definitions.return_schema import unsaid
from conspectus.records.returns.fates import SPOILT
from conspectus.records.returns.found import (
    NOTHING,
    Found,
    all_differ,
    at_places,
    issues_of_rows,
    said_place,
    set_aside,
)
from conspectus.records.returns.headers import Matched

FEWEST = 3  # columns of ours, below which a line of totals cannot be told from a record


def without_lines(matched: Matched) -> tuple[Matched, Found]:
    """The sheet without headings in the middle, totals and closing lines; they are set aside and told."""
    if matched.fault is not None or matched.private or matched.rows.is_empty() or matched.sheet.shape:
        return matched, NOTHING
    headings = _headings(matched)
    closing = _closing(matched) & ~headings
    found = _passed_over(matched, headings, "header-again") + _passed_over(matched, closing, "totals")
    if not found.aside:
        return matched, NOTHING
    return replace(matched, passed_over=matched.rows.filter(headings | closing)["row"]), found


def without_repeats(text: pl.DataFrame, *, key: str) -> tuple[pl.DataFrame, Found]:
    """The rows of a table without those that repeat another one exactly; `key` is a column that rarely repeats."""
    if text.is_empty():
        return text, NOTHING
    names = [name for name in text.columns if name.startswith("sent:")]
    keys = text[f"sent:{key}"]
    if all_differ(keys):
        return text, NOTHING
    doubtful = (~keys.hash().is_unique() | keys.is_null()) & text[SPOILT].is_null()
    if not doubtful.any():
        return text, NOTHING
    rows = text.filter(doubtful).with_columns(first=said_place().first().over(names))
    repeated = rows.filter(~pl.struct(names).is_first_distinct())
    if repeated.is_empty():
        return text, NOTHING
    told = issues_of_rows("row-repeated", repeated, column="", value=pl.col("first"))
    aside = set_aside(repeated.with_columns(rule=pl.lit("row-repeated")))
    return text.filter(~at_places(text, repeated)), told + aside


def _headings(matched: Matched) -> pl.Series:
    """Rows in which most of our columns hold their own header."""
    names = {cell: matched.names[cell].lower() for cell in matched.columns.values()}
    least = max(2, (len(names) + 1) // 2)
    # Nearly every row falls at the lengths of its cells, which cost nothing to compare.
    long = [_length(cell, matched) == len(name) for cell, name in names.items()]
    same = [pl.col(cell).str.to_lowercase() == name for cell, name in names.items()]
    likely = matched.rows.select(_how_many(long) >= least).to_series()
    sure = matched.rows.filter(likely).select(_how_many(same) >= least).to_series()
    return likely.scatter(likely.arg_true(), sure)


def _length(cell: str, matched: Matched) -> pl.Expr:
    """Letters of a cell, which are its bytes where no letter is beyond ASCII."""
    return pl.col(cell).str.len_bytes() if matched.sheet.plain else pl.col(cell).str.len_chars()


def _how_many(of: list[pl.Expr]) -> pl.Expr:
    return pl.sum_horizontal([one.fill_null(value=False) for one in of] or [pl.lit(0)])


def _closing(matched: Matched) -> pl.Series:
    """Rows that begin with a word of totals and are mostly empty, or that hold one sentence and nothing else."""
    if len(matched.columns) < FEWEST:
        return pl.repeat(value=False, n=matched.rows.height, eager=True)
    cells = [name for name in matched.rows.columns if name != "row"]
    filled = pl.sum_horizontal(pl.col(cells).is_not_null())
    ours = pl.sum_horizontal(pl.col(list(matched.columns.values())).is_not_null())
    first = pl.coalesce(cells).str.to_lowercase()
    words = "|".join(unsaid().totals)
    sparse, single = ours * 2 <= len(matched.columns), filled == 1
    totals = first.str.contains(rf"^\W*(?:{words})\b") & sparse
    sentence = single & first.str.contains(r"\s")
    # A record fills more cells than that, and its words need not be looked at.
    likely = matched.rows.select(sparse | single).to_series()
    sure = matched.rows.filter(likely).select((totals | sentence).fill_null(value=False)).to_series()
    return likely.scatter(likely.arg_true(), sure)


def _passed_over(matched: Matched, where: pl.Series, rule: str) -> Found:
    if not where.any():
        return NOTHING
    cells = [name for name in matched.rows.columns if name != "row"]
    rows = matched.rows.filter(where).select(
        file=pl.lit(matched.sheet.file),
        sheet=pl.lit(matched.sheet.sheet),
        row="row",
        shown=pl.coalesce(cells),
    )
    return issues_of_rows(rule, rows, column="", value=pl.col("shown")) + set_aside(
        rows.with_columns(rule=pl.lit(rule))
    )
