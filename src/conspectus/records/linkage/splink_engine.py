"""Splink's own door to the tables of an engine."""

from typing import TYPE_CHECKING

from splink import DuckDBAPI
from splink.internals.database_api import DatabaseAPI

from conspectus.records.engine import DuckDBEngine, Engine, SparkEngine

if TYPE_CHECKING:
    from splink.backends.spark import SparkAPI


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
