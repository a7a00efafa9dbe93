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


def apply(
    rules: Sequence[Rule], rows: pl.DataFrame, book: IssueBook, *, keep: Sequence[str] | None = None
) -> pl.DataFrame:
    """The rows that break no rule of severity error; every breach is told, and the others are set aside.

    Every such rule looks at every row, so that a sender hears of everything at once; queries are about rows
    that are used. `keep` names the columns to give back: a large table is then copied once, and no wider than
    that, but no query may compare a row with others.
    """
    grave = [rule for rule in rules if return_checks()[rule.check].severity is Severity.ERROR]
    others = [rule for rule in rules if return_checks()[rule.check].severity is not Severity.ERROR]
    used = _set_aside(_tell(grave, rows, book), rows, book)
    if keep is not None:
        _tell(others, rows, book, among=used)
        return rows.select(keep).filter(used)
    rows = rows.filter(used)
    _tell(others, rows, book)
    return rows


def _set_aside(met: list[tuple[str, pl.Series]], rows: pl.DataFrame, book: IssueBook) -> pl.Series:
    """Which rows are used; the others go into the book, each with the first rule that it breaks."""
    if not met:
        return pl.repeat(value=True, n=rows.height, eager=True)
    reason = rows.select(rule=pl.coalesce(pl.when(one).then(pl.lit(check)) for check, one in met))["rule"]
    aside = reason.is_not_null()
    book.set_aside(rows.select(PLACE).filter(aside).with_columns(reason.filter(aside)))
    return ~aside


def _tell(
    rules: Sequence[Rule], rows: pl.DataFrame, book: IssueBook, *, among: pl.Series | None = None
) -> list[tuple[str, pl.Series]]:
    """The rules that any row breaks, with where; all are looked for at once, on every core."""
    broken = rows.select(
        rule.broken.fill_null(value=False).alias(str(place)) for place, rule in enumerate(rules)
    )
    if among is not None:
        broken = broken.select(pl.all() & among)
    met = [(rule, where) for rule, where in zip(rules, broken, strict=True) if where.any()]
    for rule, where in met:
        value = sent(rule.column) if rule.value is None else rule.value
        book.add_rows(rule.check, rows.filter(where), column=rule.column, value=value)
    return [(rule.check, where) for rule, where in met]
