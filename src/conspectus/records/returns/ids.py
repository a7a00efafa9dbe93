"""Whose row it is: ids compared as sent, and where none fits, as they are without what spreadsheets do to them."""

import re
from functools import cache

import polars as pl

from conspectus.definitions.return_schema import unsaid
from conspectus.records.returns.fates import Rule, sent
from conspectus.records.returns.found import NOTHING, Found, issues_of_rows

SPOILT = r"^\d(?:\.\d+)?[eE]\+?\d+$"
FAILED = r"^#(?:REF|N/A|DIV/0|VALUE|NAME|NULL|NUM|ERROR)[!?]?$"
# What is done to one id and not to its fellow, in the order tried, with the words for it.
HABITS = (
    (r"\.0+$", "", "a decimal point that a spreadsheet added"),
    (r"^'+|'+$", "", "an apostrophe"),
    (r"\s+", "", "spaces"),
    (r"^0+(?=.)", "", "leading zeros"),
)
LETTERS = "capital letters"


def says_nothing(column: str) -> pl.Expr:
    """Whether a word for nothing stands in place of an id."""
    return sent(column).str.contains(_nothing())


@cache
def _nothing() -> str:
    """The pattern of words for nothing and of formulas that failed."""
    return f"(?i:^(?:{'|'.join(re.escape(one) for one in unsaid().ids)})$)|{FAILED}"


def id_rules(column: str, *, missing: str = "person-id-missing") -> list[Rule]:
    """An id is there, and no spreadsheet has spoilt it."""
    return [
        failed_formula(column),
        Rule(missing, column, sent(column).is_null() | says_nothing(column) & ~failed(column)),
        spoilt_id(column),
    ]


def failed(column: str) -> pl.Expr:
    """Whether a spreadsheet's formula failed in a cell."""
    return sent(column).str.contains(FAILED).fill_null(value=False)


def failed_formula(column: str) -> Rule:
    """A cell in which a spreadsheet's formula failed."""
    return Rule("cell-error", column, failed(column))


def spoilt_id(column: str) -> Rule:
    """A long number that a spreadsheet has rounded."""
    return Rule("id-spoilt", column, sent(column).str.contains(SPOILT))


def joined_ids(rows: pl.DataFrame, column: str, *, known: pl.Series) -> tuple[pl.DataFrame, Found]:
    """`column` as the people file writes it, where that is beyond doubt; `sent:<column>` stays as sent.

    Beyond doubt: after the habits of spreadsheets are taken off, every id that met nobody meets exactly one person,
    and no two people have become one. Else nothing is joined, and an error says why.
    """
    if rows.is_empty() or known.is_empty():
        return rows, NOTHING
    strange = rows.filter(
        ~pl.col(column).is_in(known.implode())
    )  # few, as a rule, and no others are looked at
    ids = strange.select(pl.col(column).filter(~says_nothing(column)).drop_nulls().unique()).to_series()
    unmatched = ids.filter(~ids.str.contains(SPOILT))
    if unmatched.is_empty():
        return rows, NOTHING
    people = known.unique().alias("known").to_frame().with_columns(key=_key("known"))
    met = unmatched.alias("id").to_frame().with_columns(key=_key("id")).join(people, on="key", how="inner")
    if met.is_empty():
        return rows, NOTHING
    causes, touched = _causes(met), rows.filter(pl.col(column).is_in(met["id"].implode()))
    clear = people["key"].is_unique().all() and met["id"].n_unique() == unmatched.len()
    if not clear:
        return rows, issues_of_rows(
            "ids-differ",
            touched.with_columns(shown=pl.lit(f"{_shown(met, causes)}{_collisions(people)}")),
            column=column,
            value=pl.col("shown"),
        )
    told = issues_of_rows(
        "ids-joined",
        touched.with_columns(shown=pl.lit(_shown(met, causes))),
        column=column,
        value=pl.col("shown"),
    )
    ours = pl.col(column).replace_strict(
        met["id"], met["known"], default=pl.col(column), return_dtype=pl.String
    )
    return rows.with_columns(ours.alias(column)), told


def _key(column: str) -> pl.Expr:
    key = pl.col(column)
    for pattern, with_, _ in HABITS:
        key = key.str.replace_all(pattern.replace("(?=.)", "(.)"), "$1" if "(?=" in pattern else with_)
    return key.str.to_lowercase()


def _causes(met: pl.DataFrame) -> str:
    """What the ids differ by, in words."""
    found, left = [], met
    for pattern, _, words in HABITS:
        shape = pattern.replace("(?=.)", ".")
        if left.select(
            (pl.col("id").str.contains(shape) != pl.col("known").str.contains(shape)).any()
        ).item():
            found.append(words)
    if met.select((pl.col("id").str.to_lowercase() == pl.col("known").str.to_lowercase()).any()).item():
        found.append(LETTERS)
    return " and ".join(found) or "how they are written"


def _shown(met: pl.DataFrame, causes: str) -> str:
    first = met.sort("id").row(0, named=True)
    return f"{causes} ({first['id']} here, {first['known']} in the people file)"


def _collisions(people: pl.DataFrame) -> str:
    """Which people would be one, in words; nothing where none would."""
    alike = people.filter(~pl.col("key").is_unique()).sort("key", "known")
    first = alike.filter(pl.col("key") == pl.col("key").first())["known"].to_list() if alike.height else []
    return f"; {' and '.join(first)} would be one person" if first else ""
