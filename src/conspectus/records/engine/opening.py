"""The engine of a kind, opened."""

from conspectus.records.engine.duckdb_engine import DuckDBEngine
from conspectus.records.engine.protocol import Engine
from conspectus.records.engine.spark_engine import SparkEngine
from conspectus.terms import EngineKind


def open_engine(kind: EngineKind = EngineKind.DUCKDB, *, memory: str | None = None) -> Engine:
    """A new engine without tables; `memory` is a limit such as "4GB"."""
    if kind is EngineKind.SPARK:
        return SparkEngine(memory=memory)
    return DuckDBEngine(memory=memory)
