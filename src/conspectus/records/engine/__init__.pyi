from .duckdb_engine import DuckDBEngine
from .opening import open_engine
from .protocol import Engine
from .spark_engine import SparkEngine
from .sql import among
from .translation import laid_out, spoken

__all__ = ["DuckDBEngine", "Engine", "SparkEngine", "among", "laid_out", "open_engine", "spoken"]
