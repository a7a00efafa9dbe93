"""The engine of a kind, opened."""

from pathlib import Path

from conspectus.records.engine.duckdb_engine import DuckDBEngine
from conspectus.records.engine.protocol import Engine
from conspectus.records.engine.spark_engine import SparkEngine
from conspectus.terms import EngineKind


def open_engine(
    kind: EngineKind = EngineKind.DUCKDB, *, workspace: Path | None = None, memory: str | None = None
) -> Engine:
    """A new engine without tables; `memory` is a limit such as "4GB".

    DuckDB keeps its tables in the file `workspace`, or else in memory; Spark has disks of its own.
    """
    if kind is EngineKind.SPARK:
        return SparkEngine(memory=memory)
    return DuckDBEngine(workspace, memory=memory)
