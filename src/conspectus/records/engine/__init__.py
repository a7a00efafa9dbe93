"""Where tables live while a casebook is made: open, put, run, read. Knows nothing of children."""

from conspectus.records.engine.duckdb_engine import DuckDBEngine
from conspectus.records.engine.opening import open_engine
from conspectus.records.engine.protocol import Engine
from conspectus.records.engine.spark_engine import SparkEngine
from conspectus.records.engine.sql import among
from conspectus.records.engine.translation import laid_out, spoken

__all__ = ["DuckDBEngine", "Engine", "SparkEngine", "among", "laid_out", "open_engine", "spoken"]
