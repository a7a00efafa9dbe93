"""Where tables live while a casebook is made: open, put, run, read. Knows nothing of children."""

from conspectus.records.engine.duckdb_engine import Engine
from conspectus.records.engine.sql import among

__all__ = ["Engine", "among"]
