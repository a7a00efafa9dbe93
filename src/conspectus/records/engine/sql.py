"""Small pieces of SQL that need quoting done by a library."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from sqlglot import exp


def sql_in(column: str, values: Iterable[str]) -> str:
    """`column in (…)` in DuckDB's dialect, every value quoted; `column` may carry a table's name."""
    return _in(column, tuple(values))


# Definitions say the same few words over and over, and to write one out takes as long as a small query.
@cache
def _in(column: str, values: tuple[str, ...]) -> str:
    return exp.column(*reversed(column.split("."))).isin(*values).sql(dialect="duckdb")


def literal(value: str | float | date | None) -> str:
    """A value as it stands in our SQL, quoted where it must be."""
    return exp.convert(value).sql(dialect="duckdb")
