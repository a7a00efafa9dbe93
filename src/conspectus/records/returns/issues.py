"""Issues of one sender as they are found: located, worded, and the rows that they set aside."""

import re
from dataclasses import dataclass, field
from typing import TypedDict

import polars as pl

from conspectus.definitions.return_schema import return_checks
from conspectus.terms import Severity

LONGEST_VALUE = 200
PLACE = ("file", "sheet", "row")
PLACES = pl.Schema({"file": pl.String(), "sheet": pl.String(), "row": pl.Int64()})
FOUND = pl.Schema(
    {**PLACES, "column": pl.String(), "value": pl.String(), "rule": pl.String(), "count": pl.Int64()}
)
ASIDE = pl.Schema({**PLACES, "rule": pl.String()})
HEADERS = pl.Schema({"file": pl.String(), "sheet": pl.String(), "column": pl.String(), "header": pl.String()})


class Place(TypedDict):
    """A sheet of a file, as issues name it."""

    file: str
    sheet: str


@dataclass
class IssueBook:
    """What was found in one sender's return, in the order found."""

    sender: str
    found: list[pl.DataFrame] = field(default_factory=list)
    aside: list[pl.DataFrame] = field(default_factory=list)
    headers: list[pl.DataFrame] = field(default_factory=list)

    def add(
        self,
        rule: str,
        *,
        file: str = "",
        sheet: str = "",
        row: int | None = None,
        column: str = "",
        value: str = "",
        count: int = 1,
    ) -> None:
        """One issue; `rule` is a check of `return_checks.toml`."""
        line = (file, sheet, row, column, value, rule, count)
        self.found.append(pl.DataFrame([line], schema=FOUND, orient="row"))

    def add_rows(self, rule: str, rows: pl.DataFrame, *, column: str, value: pl.Expr) -> None:
        """The rows that break a rule, told as often as the check says; `rows` has PLACE.

        `column` is ours; where rows know better ("at:<column>" is there), theirs is used.
        """
        at = pl.col(f"at:{column}") if f"at:{column}" in rows.columns else pl.lit(column)
        hits = rows.select(*PLACE, column=at, value=value.cast(pl.String), count=pl.lit(1, pl.Int64))
        told = return_checks()[rule].told
        if told != "row":
            by = ["file", "sheet", "column"] + (["value"] if told == "value" else [])
            firsts = [
                pl.col("row").min(),
                pl.col("value").drop_nulls().first(),
                pl.len().alias("count").cast(pl.Int64),
            ]
            hits = hits.group_by(by, maintain_order=True).agg(
                [one for one in firsts if one.meta.output_name() not in by]
            )
        self.found.append(hits.with_columns(rule=pl.lit(rule)).select(FOUND.names()).cast(FOUND))

    def set_aside(self, rows: pl.DataFrame) -> None:
        """Rows that cannot be used: PLACE and the `rule` that says why."""
        self.aside.append(rows.select(ASIDE.names()).cast(ASIDE))

    def name_headers(self, *, file: str, sheet: str, headers: dict[str, str]) -> None:
        """How the sender heads our columns in one sheet."""
        lines = [(file, sheet, ours, theirs) for ours, theirs in headers.items()]
        self.headers.append(pl.DataFrame(lines, schema=HEADERS, orient="row"))

    def rows_aside(self) -> pl.DataFrame:
        """Each row that was set aside, once, with the first rule that did it."""
        return pl.concat([ASIDE.to_frame(), *self.aside]).unique(PLACE, keep="first", maintain_order=True)

    def worded(self) -> pl.DataFrame:
        """Every issue in the order shown, with the sender's headers, its severity and words."""
        headers = pl.concat([HEADERS.to_frame(), *self.headers]).unique(["file", "sheet", "column"])
        found = pl.concat([FOUND.to_frame(), *self.found])
        found = found.join(headers, on=["file", "sheet", "column"], how="left", maintain_order="left")
        found = found.with_columns(
            column=pl.coalesce("header", "column"),
            value=pl.col("value").fill_null("").str.head(LONGEST_VALUE),
        )
        return _in_order(_with_words(found)).with_columns(sender=pl.lit(self.sender))


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
