"""Where tables live while a casebook is made: open, put, run, read. Knows nothing of children."""

from conspectus.records.engine.duckdb_engine import Engine

__all__ = ["Engine"]
