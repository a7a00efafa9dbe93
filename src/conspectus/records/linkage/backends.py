"""Splink on the engine at hand, and the little in which its two engines differ."""

from typing import TYPE_CHECKING

from splink import DuckDBAPI
from splink.internals.database_api import DatabaseAPI
from splink.internals.splink_dataframe import SplinkDataFrame

from conspectus.records.engine import DuckDBEngine, Engine, SparkEngine
from conspectus.records.linkage.settings import settings

if TYPE_CHECKING:
    from splink.backends.spark import SparkAPI


def to_compare(casebook: Engine, *, records: int) -> Engine:
    """An engine of its own for comparing so many records: on Spark DuckDB beside it, where one machine is enough."""
    if isinstance(casebook, SparkEngine) and records <= settings().spark.compared_here_up_to:
        return DuckDBEngine()
    return casebook.beside()


def splink_on(engine: Engine) -> DatabaseAPI:  # type: ignore[type-arg]
    """Splink's own door to the engine's tables."""
    match engine:
        case SparkEngine():
            return _on_spark(engine)
        case DuckDBEngine():
            return DuckDBAPI(engine.connection)
    raise TypeError(f"Splink knows no engine {engine!r}")


def _on_spark(engine: SparkEngine) -> "SparkAPI":
    # Late, as both import PySpark, which most people never install.
    from splink.backends.spark import SparkAPI, similarity_jar_location

    # Likeness of names and slips of the pen are functions in a jar that Splink brings; a running Spark takes it too.
    engine.session.sql(f"add jar '{similarity_jar_location()}'")
    return SparkAPI(spark_session=engine.session, break_lineage_method="persist")  # type: ignore[no-untyped-call]


def forget(engine: Engine, found: SplinkDataFrame) -> None:
    """Let go of a table that Splink made."""
    if isinstance(engine, SparkEngine):
        engine.session.table(found.physical_name).unpersist()
    found.drop_table_from_database_and_remove_from_cache()
