"""Issues in words: severity, message and what to do, in the order in which people should read them."""

import re

import polars as pl

from conspectus.definitions.return_schema import return_checks
from conspectus.records.returns.found import PLACE, Found
from conspectus.terms import Fate, Severity

LONGEST_VALUE = 200


def worded(found: Found, *, sender: str) -> pl.DataFrame:
    """Every issue in the order shown, with the sender's headers, its severity and words."""
    issues = _with_what_became(found.all_issues(), aside=found.rows_aside()).join(
        found.all_headers(), on=["file", "sheet", "column"], how="left", maintain_order="left"
    )
    issues = issues.with_columns(
        column=pl.coalesce("header", "column"),
        value=pl.col("value").fill_null("").str.head(LONGEST_VALUE),
    )
    return _in_order(_with_words(issues)).with_columns(sender=pl.lit(sender))


def _with_what_became(issues: pl.DataFrame, *, aside: pl.DataFrame) -> pl.DataFrame:
    """`became`: of an issue about one row, what became of that row; no message says it by itself."""
    checks = return_checks()
    places = issues.select("rule", "column").unique().rows()
    blanks = [(rule, column) for rule, column in places if checks[rule].fate_of(column) is Fate.BLANK_CELL]
    costs_a_cell = pl.DataFrame(blanks, schema={"rule": pl.String(), "column": pl.String()}, orient="row")
    issues = issues.join(
        aside.rename({"rule": "taken_by"}), on=PLACE, how="left", maintain_order="left"
    ).join(
        costs_a_cell.with_columns(costs_a_cell=True), on=["rule", "column"], how="left", maintain_order="left"
    )
    by_row = [check.id for check in checks.values() if check.told == "row"]
    passed_over = [check.id for check in checks.values() if check.fate is Fate.PASS_OVER]
    became = (
        pl.when(pl.col("row").is_null() | ~pl.col("rule").is_in(by_row)).then(pl.lit(""))
        .when(pl.col("taken_by").is_in(passed_over)).then(pl.lit(" The row was passed over."))
        .when(pl.col("taken_by").is_not_null()).then(pl.lit(" The row could not be used."))
        .when(pl.col("costs_a_cell")).then(pl.lit(" The rest of the row is used."))
        .otherwise(pl.lit(""))
    )  # fmt: skip
    return issues.with_columns(became=became)


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
        message=pl.coalesce(*one, *many, *none) + pl.col("became"),
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
