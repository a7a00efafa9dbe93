"""The casebook's tables, read from `tables.toml`: the contract between what makes it and what reads it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import polars as pl

from conspectus.definitions import Definition

TYPES: dict[str, pl.DataType] = {
    "VARCHAR": pl.String(),
    "VARCHAR[]": pl.List(pl.String()),
    "INTEGER": pl.Int32(),
    "BIGINT": pl.Int64(),
    "DOUBLE": pl.Float64(),
    "BOOLEAN": pl.Boolean(),
    "DATE": pl.Date(),
    "TIMESTAMP": pl.Datetime("us"),
}


@dataclass(frozen=True)
class Column:
    """One column: its name, DuckDB type and meaning."""

    name: str
    type: str
    says: str


@dataclass(frozen=True)
class Table:
    """One table: its columns in order, and those that tell its rows apart."""

    name: str
    says: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def polars_schema(self) -> dict[str, pl.DataType]:
        """Column names with their Polars types."""
        return {column.name: TYPES[column.type] for column in self.columns}


class _Table(Definition):
    name: str
    says: str
    key: tuple[str, ...]
    columns: tuple[tuple[str, str, str], ...]


class _Tables(Definition):
    version: int
    table: tuple[_Table, ...]


@cache
def _tables() -> _Tables:
    return _Tables.model_validate(
        tomllib.loads(files(__package__).joinpath("tables.toml").read_text("utf-8"))
    )


@cache
def schema() -> dict[str, Table]:
    """Every table by name."""
    return {
        table.name: Table(
            table.name, table.says, table.key, tuple(Column(*column) for column in table.columns)
        )
        for table in _tables().table
    }


def empty(name: str) -> pl.DataFrame:
    """A table without rows."""
    return pl.DataFrame(schema={column.name: TYPES[column.type] for column in schema()[name].columns})


VERSION = _tables().version
