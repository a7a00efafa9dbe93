"""What a step finds in a return: issues with their places, and rows that are set aside.

Every step takes a table and gives a table and a `Found`; whoever calls it adds the two up. Nothing is handed round
to be written into.
"""

import re
from dataclasses import dataclass
from typing import TypedDict, Unpack

import polars as pl

from conspectus.definitions.return_schema import return_checks

TREE, COUNTED = r"\.(?:xml|json|jsonl|ndjson)$", "[n]"
PLACE = ("file", "sheet", "row")
PLACES = pl.Schema({"file": pl.String(), "sheet": pl.String(), "row": pl.Int64()})
ISSUES = pl.Schema(
    {**PLACES, "column": pl.String(), "value": pl.String(), "rule": pl.String(), "count": pl.Int64()}
)
ASIDE = pl.Schema({**PLACES, "rule": pl.String()})
HEADERS = pl.Schema({"file": pl.String(), "sheet": pl.String(), "column": pl.String(), "header": pl.String()})


class Place(TypedDict):
    """A sheet of a file, as issues name it."""

    file: str
    sheet: str


class Spot(TypedDict, total=False):
    """Where in a return something is odd, and what stands there: as far as it can be told."""

    file: str
    sheet: str
    row: int | None
    column: str
    value: str


@dataclass(frozen=True)
class Found:
    """Issues in the order found, rows set aside each with its rule, and how the sender heads our columns."""

    issues: tuple[pl.DataFrame, ...] = ()
    aside: tuple[pl.DataFrame, ...] = ()
    headers: tuple[pl.DataFrame, ...] = ()

    def __add__(self, other: "Found") -> "Found":
        return Found(self.issues + other.issues, self.aside + other.aside, self.headers + other.headers)

    def all_issues(self) -> pl.DataFrame:
        """Every issue: the columns ISSUES."""
        return pl.concat([ISSUES.to_frame(), *self.issues])

    def rows_aside(self) -> pl.DataFrame:
        """Each row that was set aside, once, with the first rule that did it: the columns ASIDE."""
        return pl.concat([ASIDE.to_frame(), *self.aside]).unique(PLACE, keep="first", maintain_order=True)

    def all_headers(self) -> pl.DataFrame:
        """How our columns are headed in each sheet: the columns HEADERS."""
        return pl.concat([HEADERS.to_frame(), *self.headers]).unique(["file", "sheet", "column"])


NOTHING = Found()


def issue(rule: str, *, count: int = 1, **spot: Unpack[Spot]) -> Found:
    """One issue; `rule` is a check of `return_checks.toml`."""
    line = {
        "file": "",
        "sheet": "",
        "row": None,
        "column": "",
        "value": "",
        "rule": rule,
        "count": count,
    } | spot
    return Found(issues=(pl.DataFrame([line], schema=ISSUES, orient="row"),))


def issues_of_rows(rule: str, rows: pl.DataFrame, *, column: str, value: pl.Expr) -> Found:
    """The rows that break a rule, told as often as the check says; `rows` has PLACE.

    `column` is ours; where rows know better ("at:<column>" is there), theirs is used.
    """
    if rows.is_empty():
        return NOTHING
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
    return Found(issues=(hits.with_columns(rule=pl.lit(rule)).select(ISSUES.names()).cast(ISSUES),))


def set_aside(rows: pl.DataFrame) -> Found:
    """Rows that are not used: PLACE and the `rule` that says why."""
    return Found(aside=(rows.select(ASIDE.names()).cast(ASIDE),)) if rows.height else NOTHING


def all_differ(texts: pl.Series) -> bool:
    """Whether no text stands there twice, nor more than one empty cell.

    Told by numbers made of the texts, which is faster: where two texts share one, the answer is a cautious no.
    """
    return texts.hash().n_unique() == texts.len()


def at_places(rows: pl.DataFrame, places: pl.DataFrame) -> pl.Series:
    """Whether each row stands at one of a few `places`; both have PLACE.

    The numbers alone are compared first: the names of file and sheet are the same in nearly every row.
    """
    likely = rows["row"].is_in(places["row"].unique().implode())
    if not likely.any():
        return likely
    near = rows.select(PLACE).filter(likely).with_row_index("near")
    sure = near["near"].is_in(near.join(places, on=PLACE, how="semi")["near"].implode())
    return likely.scatter(likely.arg_true(), sure)


def said_place() -> pl.Expr:
    """Where a row stands, as people say it: events.xlsx, sheet events, row 3; census.xml, Child/Section47, line 81."""
    tree = pl.col("file").str.to_lowercase().str.contains(TREE)
    sheet = pl.when(tree).then(pl.format(", {}", "sheet")).otherwise(pl.format(", sheet {}", "sheet"))
    sheet = pl.when(pl.col("sheet") != "").then(sheet).otherwise(pl.lit(""))
    number = (
        pl.when(~tree).then(pl.lit("row"))
        .when(pl.col("sheet").str.contains(COUNTED, literal=True)).then(pl.lit("number"))
        .otherwise(pl.lit("line"))
    )  # fmt: skip
    return pl.format("{}{}, {} {}", "file", sheet, number, "row")


def number_of(*, file: str, sheet: str) -> str:
    """What the number of an issue counts: rows, lines of a document, or elements where a line holds several."""
    if not re.search(TREE, file.lower()):
        return "row"
    return "number" if COUNTED in sheet else "line"


def headed(*, file: str, sheet: str, headers: dict[str, str]) -> Found:
    """How the sender heads our columns in one sheet."""
    lines = [(file, sheet, ours, theirs) for ours, theirs in headers.items()]
    return Found(headers=(pl.DataFrame(lines, schema=HEADERS, orient="row"),))
