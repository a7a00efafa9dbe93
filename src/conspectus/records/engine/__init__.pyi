from .dialect import Dialect
from .on_duckdb.engine import DuckDBEngine
from .on_spark.engine import SparkEngine
from .protocol import Engine
from .registry import ENGINES, EngineEntry, laid_out, open_engine, translate
from .sql import literal, sql_in

__all__ = [
    "ENGINES",
    "Dialect",
    "DuckDBEngine",
    "Engine",
    "EngineEntry",
    "SparkEngine",
    "laid_out",
    "literal",
    "open_engine",
    "sql_in",
    "translate",
]
