"""What a casebook needs of an engine, whichever it is. Statements are in DuckDB's dialect on every one."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any, Protocol, Self

import polars as pl
import pyarrow as pa

from conspectus.records.engine.dialect import Dialect


class Engine(Protocol):
    """Tables by name and SQL over them, in UTC; the order of rows is no part of the promise."""

    @property
    def dialect(self) -> Dialect:
        """What the engine speaks beneath."""

    def run(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Run statements for their effect."""

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""

    def frame(self, sql: str, parameters: Sequence[object] = ()) -> pl.DataFrame:
        """A query's result as a Polars frame."""

    def batches(self, sql: str, *, rows: int = 250_000) -> Iterator[pa.RecordBatch]:
        """A query's result piece by piece, each of so many rows at most."""

    def put(self, name: str, frame: pl.DataFrame) -> None:
        """Make or replace table `name` from a Polars frame."""

    def tables(self) -> list[str]:
        """Names of the tables and views there are."""

    def columns(self, name: str) -> list[str]:
        """Names of the columns of a table, in their order."""

    def drop(self, *names: str) -> None:
        """Drop these tables and views, where they are."""

    def release_memory(self) -> None:
        """Give back the memory that holds what is on disk as well."""

    def sibling(self) -> "Engine":
        """A new engine of the same kind, with tables of its own."""

    def close(self) -> None:
        """Close the engine; its tables are gone."""

    def __enter__(self) -> Self:
        """The engine itself."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
