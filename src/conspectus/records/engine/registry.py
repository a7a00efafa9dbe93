"""The engines there are, by name: a further one is a folder like `on_duckdb/` and a line here."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from conspectus.records.engine.dialect import Dialect
from conspectus.records.engine.on_duckdb.dialect import DUCKDB
from conspectus.records.engine.on_duckdb.engine import DuckDBEngine
from conspectus.records.engine.on_spark.dialect import SPARK
from conspectus.records.engine.on_spark.engine import SparkEngine
from conspectus.records.engine.protocol import Engine


@dataclass(frozen=True)
class EngineEntry:
    """An engine as the registry knows it: its dialect, and how one is opened.

    `open` takes the file that tables may lie in, or None, and a limit of memory such as "4GB", or None.
    """

    dialect: Dialect
    open: Callable[[Path | None, str | None], Engine]


ENGINES: dict[str, EngineEntry] = {
    entry.dialect.name: entry
    for entry in (
        EngineEntry(DUCKDB, lambda workspace, memory: DuckDBEngine(workspace, memory=memory)),
        EngineEntry(SPARK, lambda workspace, memory: SparkEngine(memory=memory)),  # it has disks of its own
    )
}


def open_engine(
    name: str = DUCKDB.name, *, workspace: Path | None = None, memory: str | None = None
) -> Engine:
    """A new engine without tables; `memory` is a limit such as "4GB".

    DuckDB keeps its tables in the file `workspace`, or else in memory; Spark has disks of its own.
    """
    return ENGINES[name].open(workspace, memory)


def translate(sql: str, *, dialect: str) -> str:
    """One statement or expression of ours in the dialect of the engine of this name."""
    return ENGINES[dialect].dialect.translate(sql)


@lru_cache(
    maxsize=256
)  # takes as long as evaluating what it lays out, and the same few are read again and again
def laid_out(sql: str, *, dialect: str = DUCKDB.name) -> str:
    """Statements laid out to be read, in the dialect of the engine of this name."""
    return ENGINES[dialect].dialect.lay_out(sql)
