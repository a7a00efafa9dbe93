"""What becomes of a cell or a row that breaks a check, as `return_checks.toml` says: the one place that does it.

- `blank_cell`: the cell goes, and its row is used;
- `row_not_usable`: the row is not used, but was sent, so that it may be what a duty waits for;
- `pass_over`: the row is no record at all (headings, totals, a copy), and nothing waits for it;
- none: the cell is used as it stands.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from conspectus.definitions.return_schema import ReturnCheck, return_checks
from conspectus.records.returns.found import NOTHING, PLACE, Found, issues_of_rows, set_aside
from conspectus.terms import Fate, Severity

SPOILT = "spoilt"  # the rule for which a whole row is lost already, and told of


class Rule(NamedTuple):
    """Where `broken` is true (null is not), `check` is told of `column`, with what stands there."""

    check: str
    column: str
    broken: pl.Expr
    value: pl.Expr | None = None  # what to show; else what was sent in the column
    becomes: Mapping[str, pl.Expr] | None = None  # what a blanked cell is; else nothing


def sent(column: str) -> pl.Expr:
    """What the sender wrote in a column of ours."""
    return pl.col(f"sent:{column}")


def apply(
    rules: Sequence[Rule], rows: pl.DataFrame, *, keep: Sequence[str] | None = None
) -> tuple[pl.DataFrame, Found]:
    """The rows that can be used, their broken cells blanked, and what was found.

    Errors look at every row, so that a sender hears of everything at once; queries are about rows that are used.
    `keep` names the columns to give back: a large table is then copied once, and no wider than that, but no query
    may compare a row with others.
    """
    errors = [rule for rule in rules if _check(rule).severity is Severity.ERROR or _takes_row(rule)]
    queries = [rule for rule in rules if rule not in errors]
    met = _met(errors, rows)
    used, aside = _set_aside(met, rows)
    found = _told(met, rows)
    if keep is None:
        if not used.all():
            rows = rows.filter(used)
            met = [(rule, where.filter(used)) for rule, where in met]
        asked = _met(queries, rows)
        return _blanked([*met, *asked], rows), found + aside + _told(asked, rows)
    asked = _met(queries, rows, among=used)
    found = found + aside + _told(asked, rows)
    return _blanked([*met, *asked], rows).select(keep).filter(used), found


def _check(rule: Rule) -> ReturnCheck:
    return return_checks()[rule.check]


def _fate(rule: Rule) -> Fate | None:
    return _check(rule).fate_of(rule.column)


def _takes_row(rule: Rule) -> bool:
    return _fate(rule) in (Fate.ROW_NOT_USABLE, Fate.PASS_OVER)


_Met = list[tuple[Rule, pl.Series]]


def _met(rules: Sequence[Rule], rows: pl.DataFrame, *, among: pl.Series | None = None) -> _Met:
    """The rules that any row breaks, with where; all are looked for at once, on every core."""
    if not rules or rows.is_empty():
        return []
    broken = rows.select(
        rule.broken.fill_null(value=False).alias(str(place)) for place, rule in enumerate(rules)
    )
    spoilt = _spoilt(rows)
    looked_at = None if spoilt is None else spoilt.is_null()
    for only in (looked_at, among):
        if only is not None:
            broken = broken.select(pl.all() & only)
    return [(rule, where) for rule, where in zip(rules, broken, strict=True) if where.any()]


def _spoilt(rows: pl.DataFrame) -> pl.Series | None:
    """The rule for which each row is lost already; None where none is."""
    if SPOILT not in rows.columns or rows[SPOILT].null_count() == rows.height:
        return None
    return rows[SPOILT]


def _told(met: _Met, rows: pl.DataFrame) -> Found:
    found = NOTHING
    for rule, where in met:
        value = sent(rule.column) if rule.value is None else rule.value
        shown = {*PLACE, f"at:{rule.column}", *value.meta.root_names()}
        narrow = rows.select(name for name in rows.columns if name in shown)
        found += issues_of_rows(rule.check, narrow.filter(where), column=rule.column, value=value)
    return found


def _set_aside(met: _Met, rows: pl.DataFrame) -> tuple[pl.Series, Found]:
    """Which rows are used, and the others, each with the first rule that took it."""
    taken = [pl.when(where).then(pl.lit(rule.check)) for rule, where in met if _takes_row(rule)]
    lost = [] if _spoilt(rows) is None else [pl.col(SPOILT)]
    if not taken and not lost:
        return pl.repeat(value=True, n=rows.height, eager=True), NOTHING
    reason = rows.select(rule=pl.coalesce(*lost, *taken))["rule"]
    aside = reason.is_not_null()
    places = rows.select(PLACE).filter(aside).with_columns(reason.filter(aside))
    return ~aside, set_aside(places)


def _blanked(met: _Met, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the cells that these rules cost blanked."""
    for rule, where in met:
        if _fate(rule) is Fate.BLANK_CELL:
            becomes = _nothing(rule.column, rows) if rule.becomes is None else rule.becomes
            rows = rows.with_columns(
                pl.when(where).then(value).otherwise(pl.col(name)).alias(name)
                for name, value in becomes.items()
                if name in rows.columns
            )
    return rows


def _nothing(column: str, rows: pl.DataFrame) -> dict[str, pl.Expr]:
    """A cell and all that was read from it, blank."""
    names = [name for name in rows.columns if name == column or name.startswith(f"{column}_")]
    return {name: pl.lit(None, rows.schema[name]) for name in names}
