"""Issues in words: severity, message and what to do, in the order in which people should read them."""

import re

import polars as pl

from conspectus.definitions.return_schema import return_checks
from conspectus.records.returns.found import Found
from conspectus.terms import Severity

LONGEST_VALUE = 200


def worded(found: Found, *, sender: str) -> pl.DataFrame:
    """Every issue in the order shown, with the sender's headers, its severity and words."""
    issues = found.all_issues().join(
        found.all_headers(), on=["file", "sheet", "column"], how="left", maintain_order="left"
    )
    issues = issues.with_columns(
        column=pl.coalesce("header", "column"),
        value=pl.col("value").fill_null("").str.head(LONGEST_VALUE),
    )
    return _in_order(_with_words(issues)).with_columns(sender=pl.lit(sender))


def _with_words(found: pl.DataFrame) -> pl.DataFrame:
    """`severity`, `place` in the order of checks, and `message` and `todo` with their gaps filled."""
    places = {rule: place for place, rule in enumerate(return_checks())}
    met = [(pl.col("rule") == rule, return_checks()[rule]) for rule in found["rule"].unique()]
    none: list[pl.Expr] = [pl.lit(None, pl.String)]
    one: list[pl.Expr] = [
        pl.when(is_rule & (pl.col("count") == 1)).then(filled(check.one))
        for is_rule, check in met
        if check.one
    ]
    many: list[pl.Expr] = [pl.when(is_rule).then(filled(check.message)) for is_rule, check in met]
    return found.with_columns(
        place=pl.col("rule").replace_strict(places, return_dtype=pl.Int64),
        severity=pl.coalesce(
            *[pl.when(is_rule).then(pl.lit(check.severity.value)) for is_rule, check in met], *none
        ),
        message=pl.coalesce(*one, *many, *none),
        todo=pl.coalesce(*[pl.when(is_rule).then(filled(check.todo)) for is_rule, check in met], *none),
    )


def _in_order(found: pl.DataFrame) -> pl.DataFrame:
    """Errors before queries; within them faults of the whole return, then of files, then of rows."""
    rank = {Severity.ERROR: 0, Severity.QUERY: 1, Severity.NOT_EVALUATED: 2}
    graves = pl.col("severity").replace_strict(
        {str(key): number for key, number in rank.items()}, return_dtype=pl.Int64
    )
    number = pl.col("sheet").str.extract(r"(\d+)").cast(pl.Int64)  # list 4 before list 10
    return found.sort(
        graves, pl.col("row").is_not_null(), "file", number, "sheet", "place", "row", maintain_order=True
    )


def filled(words: str) -> pl.Expr:
    """Words with the gaps {column}, {count} and {value} filled from each row."""
    shown = pl.when(pl.col("value") == "").then(pl.lit("an empty cell")).otherwise(pl.col("value"))
    gaps = {"{column}": pl.col("column"), "{count}": thousands(pl.col("count")), "{value}": shown}
    return pl.concat_str([gaps.get(part, pl.lit(part)) for part in re.split(r"(\{[a-z]+\})", words)])


def thousands(number: pl.Expr) -> pl.Expr:
    """1234567 as 1,234,567."""
    backwards = number.cast(pl.String).str.reverse().str.replace_all(r"(\d{3})", "$1,").str.strip_suffix(",")
    return backwards.str.reverse()
