"""Splink's own way to the tables of each engine that it knows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from splink import DuckDBAPI
from splink.internals.database_api import DatabaseAPI

from conspectus.records.engine import DuckDBEngine, Engine, SparkEngine

if TYPE_CHECKING:
    from splink.backends.spark import SparkAPI


def splink_on(engine: Engine) -> DatabaseAPI:  # type: ignore[type-arg]
    """Splink's interface to the engine's tables."""
    return BACKENDS[engine.dialect.splink].open(engine)


def release(engine: Engine, table: str) -> None:
    """Give back what the engine keeps of a table that Splink made, beside the table itself."""
    BACKENDS[engine.dialect.splink].release(engine, table)


def _on_duckdb(engine: DuckDBEngine) -> DuckDBAPI:
    return DuckDBAPI(engine.connection)


def _on_spark(engine: SparkEngine) -> "SparkAPI":
    # Late, as both import PySpark, which most people never install.
    from splink.backends.spark import SparkAPI, similarity_jar_location

    # Likeness of names and slips of the pen are functions in a jar that Splink brings; a running Spark takes it too.
    engine.session.sql(f"add jar '{similarity_jar_location()}'")
    return SparkAPI(spark_session=engine.session, break_lineage_method="persist")  # type: ignore[no-untyped-call]


def _unpersist(engine: SparkEngine, table: str) -> None:
    engine.session.table(table).unpersist()


@dataclass(frozen=True)
class _Backend:
    """How Splink is given the tables of one kind of engine, and what is given back after a table of Splink's."""

    open: Callable[[Any], DatabaseAPI[Any]]
    release: Callable[[Any, str], None] = lambda engine, table: None


BACKENDS = {"duckdb": _Backend(_on_duckdb), "spark": _Backend(_on_spark, _unpersist)}  # by Splink's names
