"""Small pieces of SQL that need quoting done by a library."""

from collections.abc import Iterable
from datetime import date

from sqlglot import exp


def sql_in(column: str, values: Iterable[str]) -> str:
    """`column in (…)` in DuckDB's dialect, every value quoted; `column` may carry a table's name."""
    return exp.column(*reversed(column.split("."))).isin(*values).sql(dialect="duckdb")


def literal(value: str | float | date | None) -> str:
    """A value as it stands in our SQL, quoted where it must be."""
    return exp.convert(value).sql(dialect="duckdb")
