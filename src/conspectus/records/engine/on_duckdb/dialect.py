"""DuckDB's SQL, which is ours."""

from conspectus.records.engine.dialect import Dialect

DUCKDB = Dialect(name="duckdb", sqlglot="duckdb", splink="duckdb")
