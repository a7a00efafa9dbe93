from .duckdb_engine import DuckDBEngine
from .opening import open_engine
from .protocol import Engine
from .spark_engine import SparkEngine
from .sql import among
from .translation import spoken

__all__ = ["DuckDBEngine", "Engine", "SparkEngine", "among", "open_engine", "spoken"]
