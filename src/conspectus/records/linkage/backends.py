"""The engine that compares."""

from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.records.linkage.settings import settings


def to_compare(casebook: Engine, *, records: int) -> Engine:
    """An engine of its own for comparing so many records: DuckDB beside a cluster, where one machine is enough."""
    if casebook.dialect.distributed and records <= settings().spark.compared_here_up_to:
        return DuckDBEngine()
    return casebook.sibling()


def with_functions(engine: Engine) -> None:
    """Give the engine the functions that tell how alike names are: DuckDB has them, Splink brings Spark's."""
    if engine.dialect.splink != "duckdb":
        # Late, as Splink is not needed for a small return.
        from conspectus.records.linkage.splink_engine import splink_on

        splink_on(engine)
