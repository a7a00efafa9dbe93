"""A rule is a check and the expression that is true where a row breaks it."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from conspectus.definitions.return_schema import return_checks
from conspectus.records.returns.issues import PLACE, IssueBook
from conspectus.terms import Severity


class Rule(NamedTuple):
    """Where `broken` is true (null is not), `check` is told of `column`, with what stands there."""

    check: str
    column: str
    broken: pl.Expr
    value: pl.Expr | None = None  # what to show; else what was sent in the column


def sent(column: str) -> pl.Expr:
    """What the sender wrote in a column of ours."""
    return pl.col(f"sent:{column}")


def apply(rules: Sequence[Rule], rows: pl.DataFrame, book: IssueBook) -> pl.DataFrame:
    """The rows that break no rule of severity error; every breach is told, and the others set aside.

    All rules look at all rows, so that a sender hears of everything at once.
    """
    broken = rows.select(rule.broken.fill_null(value=False).alias(str(n)) for n, rule in enumerate(rules))
    grave: list[pl.Expr] = []
    for n, rule in enumerate(rules):
        if not broken[str(n)].any():
            continue
        value = sent(rule.column) if rule.value is None else rule.value
        book.add_rows(rule.check, rows.filter(broken[str(n)]), column=rule.column, value=value)
        if return_checks()[rule.check].severity is Severity.ERROR:
            grave.append(pl.when(pl.col(str(n))).then(pl.lit(rule.check)))
    if not grave:
        return rows
    reason = broken.select(rule=pl.coalesce(grave))["rule"]
    book.set_aside(rows.select(PLACE).with_columns(reason).filter(reason.is_not_null()))
    return rows.filter(reason.is_null())
