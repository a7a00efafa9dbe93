"""DuckDB, in process."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import polars as pl
import pyarrow as pa

from conspectus.records.engine.on_duckdb.dialect import DUCKDB

AT_ONCE = 1_000_000  # rows
LEAST = "100MB"  # of memory, within which a statement still runs
# Of `information_schema` the same would take ten times as long, as it tells of DuckDB's own views too.
THERE = """
select table_name, 'table' from duckdb_tables() where not internal
union all select view_name, 'view' from duckdb_views() where not internal order by 1
"""
LITTLE = 100_000_000  # bytes: to give back less takes longer than it is worth


class DuckDBEngine:
    """A DuckDB connection that speaks UTC and keeps row order out of its promises."""

    dialect = DUCKDB

    def __init__(
        self,
        database: Path | None = None,
        *,
        read_only: bool = False,
        memory: str | None = None,
        threads: int | None = None,
    ) -> None:
        """Open `database`, or a new one in memory; `memory` is a limit such as "4GB", `threads` of processors."""
        self._database, self._memory = database, memory
        config: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": False}
        if read_only:
            config["enable_external_access"] = False
        self.connection = duckdb.connect(str(database or ":memory:"), read_only=read_only, config=config)
        # Not by the configuration: a file may be open twice in one process, and both must then have the same.
        if memory is not None:
            self.run(f"set memory_limit = '{memory}'")
        if threads is not None:
            self.run(f"set threads = {threads}")
        self.run("set timezone = 'UTC'")
        # Below so many expected rows DuckDB turns an ASOF join into a nested loop, and it expects too few.
        self.run("set asof_loop_join_threshold = 0")

    def run(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Run statements for their effect."""
        # DuckDB 2 leaves later calls failing behind an undrained result, even of DDL.
        self.connection.execute(sql, list(parameters)).fetchall()

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.connection.execute(sql, list(parameters)).fetchall()

    def frame(self, sql: str, parameters: Sequence[object] = ()) -> pl.DataFrame:
        """A query's result as a Polars frame."""
        frame = pl.from_arrow(self.connection.sql(sql, params=list(parameters)).to_arrow_table())
        assert isinstance(frame, pl.DataFrame)
        return frame

    def batches(self, sql: str, *, rows: int = 250_000) -> Iterator[pa.RecordBatch]:
        """A query's result piece by piece, each of so many rows at most: for what may not fit into memory at once."""
        yield from self.connection.sql(sql).to_arrow_reader(rows)

    def append(self, name: str, batch: pa.RecordBatch) -> None:
        """Add rows to a table that has the same columns in the same order."""
        self._take(pa.Table.from_batches([batch]), f'insert into "{name}"')

    def give(self, path: Path, tables: Mapping[str, str], *, together: int) -> None:
        """Make a new database file of tables, each from a query of ours, in its order and `together` rows a group."""
        with self._beside(path, name="beside", options=f" (row_group_size {together})"):
            for name, query in tables.items():
                self.run(f'create table beside.main."{name}" as {query}')
                self.release_memory()

    @contextmanager
    def reading(self, path: Path, views: Mapping[str, str]) -> Iterator[None]:
        """Views, for a while, over the tables of another database file, which queries call `another`."""
        # Views, as to copy what is read once takes longer than to read it.
        with self._beside(path, name="another", options=" (read_only)"):
            try:
                for name, query in views.items():
                    self.run(f'create or replace temp view "{name}" as {query}')
                yield
            finally:
                for name in views:
                    self.run(f'drop view if exists temp."{name}"')

    @contextmanager
    def within(self, path: Path, *, together: int) -> Iterator[Self]:
        """Ourselves, at work in a database file, new or not, whose tables we write in groups of `together` rows."""
        # Whoever opens a file as its own database writes it in groups of the usual size, what was there as well.
        self._spill_into(f"{path}.tmp")
        [(ours,)] = self.rows("select current_database()")
        with self._beside(path, name="within", options=f" (row_group_size {together})"):
            self.run("use within")
            try:
                yield self
            finally:
                self.run(f'use "{ours}"')

    @contextmanager
    def _beside(self, path: Path, *, name: str, options: str = "") -> Iterator[None]:
        """Another file's tables under the name of a database, for a while."""
        place = str(path).replace("'", "''")
        self.run(f"attach '{place}' as {name}{options}")
        try:
            yield
        finally:
            self.run(f"detach {name}")

    def put(self, name: str, frame: pl.DataFrame) -> None:
        """Make or replace table `name` from a Polars frame."""
        # Piece by piece, as Arrow's text is a copy of Polars'.
        for start in range(0, max(frame.height, 1), AT_ONCE):
            into = f'insert into "{name}"' if start else f'create or replace table "{name}" as'
            self._take(frame.slice(start, AT_ONCE).to_arrow(), into)

    def _take(self, rows: pa.Table, into: str) -> None:
        self.connection.register("_incoming", rows)
        try:
            self.run(f"{into} select * from _incoming")
        finally:
            self.connection.unregister("_incoming")

    def tables(self) -> list[str]:
        """Names of the tables and views there are."""
        return [name for name, _ in self.rows(THERE)]

    def columns(self, name: str) -> list[str]:
        """Names of the columns of a table, in their order."""
        return [str(row[0]) for row in self.rows(f"describe {name}")]

    def drop(self, *names: str) -> None:
        """Drop these tables and views, where they are."""
        kinds = dict(self.rows(THERE))
        for name in names:
            if name in kinds:
                self.run(f'drop {kinds[name]} "{name}"')

    def release_memory(self) -> None:
        """Give back the memory that holds what is on disk as well; a database in memory has nothing to give."""
        if self._database is None or self._held() <= LITTLE:
            return
        self.run("checkpoint")
        try:
            self.run(f"set memory_limit = '{LEAST}'")
        except duckdb.OutOfMemoryException:  # somebody else's query still needs it
            return
        self.run(f"set memory_limit = '{self._memory}'" if self._memory else "reset memory_limit")

    def _held(self) -> int:
        """Bytes of memory in use."""
        [(held,)] = self.rows("select coalesce(sum(memory_usage_bytes), 0)::bigint from duckdb_memory()")
        return int(held)

    def sibling(self) -> "DuckDBEngine":
        """A new database in memory; what does not fit spills beside our own file, where there is one."""
        made = DuckDBEngine(memory=self._memory)
        if self._database is not None:
            made._spill_into(f"{self._database}-beside.tmp")
        return made

    def _spill_into(self, folder: str) -> None:
        """Where goes what memory does not hold."""
        quoted = folder.replace("'", "''")
        self.run(f"set temp_directory = '{quoted}'")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
