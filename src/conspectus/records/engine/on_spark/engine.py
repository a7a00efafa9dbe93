"""Spark, behind the same door: each statement is said in Spark's dialect, tables are views over computed rows.

A table is computed once, when it is made, and kept in the cluster's memory or on its disks as a checkpoint, which
forgets the query that it came from. Rows that are merely cached would not: Spark analyses the whole query beneath
them each time that they are named, and would never end planning queries over queries. It also puts a WITH query in
wherever it is named; those named more than once are computed once, too.
"""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import polars as pl
import pyarrow as pa
import sqlglot
from sqlglot import exp

from conspectus.records.engine.on_spark.dialect import SPARK
from conspectus.records.engine.on_spark.session import new_session
from conspectus.records.engine.on_spark.steps import Step, in_steps
from conspectus.records.engine.on_spark.translation import for_spark

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class SparkEngine:
    """A Spark session with its own tables; several may share one Spark."""

    dialect = SPARK

    def __init__(self, *, memory: str | None = None) -> None:
        """Start Spark, or take the one that is configured or running."""
        self._memory = memory
        self.session: SparkSession = new_session(memory=memory)
        self._rows: dict[str, DataFrame] = {}  # by table or view
        self._views: dict[str, exp.Expr] = {}  # by view: its query
        self._stale: set[str] = set()  # views to make again when they are next read

    def run(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Run statements for their effect."""
        for tree in sqlglot.parse(sql, read="duckdb"):
            match tree:
                case exp.Create():
                    self._create(tree)
                case exp.Insert():
                    self._insert(tree)
                case exp.Drop():
                    for table in tree.find_all(exp.Table):
                        self._drop(table.name)
                case _:
                    raise ValueError(f"Spark is given no such statement: {sql}")

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.frame(sql, parameters).rows()

    def frame(self, sql: str, parameters: Sequence[object] = ()) -> pl.DataFrame:
        """A query's result as a Polars frame."""
        if parameters:
            raise ValueError("Spark is given no parameters: put the values into a table")
        found = pl.from_arrow(self._arrow(sql))
        assert isinstance(found, pl.DataFrame)
        return found.with_columns(pl.col(pl.Datetime("us", "UTC")).dt.replace_time_zone(None))

    def batches(self, sql: str, *, rows: int = 250_000) -> Iterator[pa.RecordBatch]:
        """A query's result piece by piece; all of it passes through this machine's memory first."""
        yield from self._arrow(sql).to_batches(max_chunksize=rows)

    def put(self, name: str, frame: pl.DataFrame) -> None:
        """Make or replace table `name` from a Polars frame."""
        instants = pl.col(pl.Datetime("us")).dt.replace_time_zone("UTC")
        counts = pl.col(pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64).cast(
            pl.Int64
        )  # Spark has no unsigned numbers
        arrow = frame.with_columns(instants, counts).to_arrow(compat_level=pl.CompatLevel.oldest())
        self._keep(name, self.session.createDataFrame(arrow))

    def tables(self) -> list[str]:
        """Names of the tables and views there are."""
        return sorted(self._rows)

    def columns(self, name: str) -> list[str]:
        """Names of the columns of a table, in their order."""
        self._freshen(exp.to_table(name))
        return list(self.session.table(name).columns)

    def drop(self, *names: str) -> None:
        """Drop these tables and views, where they are."""
        for name in names:
            if name in self._rows:
                self._drop(name)

    def release_memory(self) -> None:
        """Spark moves its tables between memory and disk by itself."""

    def sibling(self) -> "SparkEngine":
        """A new session on the same Spark."""
        return SparkEngine(memory=self._memory)

    def close(self) -> None:
        """Let the tables go; Spark itself runs until the process ends, as starting it takes seconds."""
        self.drop(*self.tables())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _create(self, tree: exp.Create) -> None:
        name = tree.this.this.name if isinstance(tree.this, exp.Schema) else tree.this.name
        if isinstance(tree.this, exp.Schema):
            schema = ", ".join(for_spark(column).sql("spark") for column in tree.this.expressions)
            self._keep(name, self.session.createDataFrame([], schema))
            return
        with _Kept() as kept:
            if tree.kind == "TABLE":
                self._keep(name, self._query(tree.expression, kept))
            else:
                self._view(name, tree.expression, kept)

    def _view(self, name: str, query: exp.Expr, kept: "_Kept") -> None:
        """A view is a query over rows that are there now: it is made again when a table beneath it has changed."""
        self._show(name, self._query(query, kept))
        self._views[name] = query
        self._stale.discard(name)

    def _freshen(self, tree: exp.Expr) -> None:
        """Make the views again that a query reads and that stand on older rows."""
        for name in {table.name for table in tree.find_all(exp.Table)} & self._stale:
            with _Kept() as kept:
                self._view(name, self._views[name], kept)

    def _age(self, name: str) -> None:
        """Say of the views over a table or view that its rows have changed."""
        for view, query in self._views.items():
            if view not in self._stale and any(table.name == name for table in query.find_all(exp.Table)):
                self._stale.add(view)
                self._age(view)

    def _insert(self, tree: exp.Insert) -> None:
        name = tree.this.name
        into = self._rows[name]
        with _Kept() as kept:
            found = self._query(tree.expression, kept)
            given = found.columns if tree.args.get("by_name") else into.columns
            named = dict(zip(given, found.columns, strict=True))
            typed = [
                f"cast({f'`{named[field.name]}`' if field.name in named else 'null'}"
                f" as {field.dataType.simpleString()}) as `{field.name}`"
                for field in into.schema.fields
            ]
            self._append(name, found.selectExpr(*typed))

    def _arrow(self, sql: str) -> pa.Table:
        with _Kept() as kept:
            return self._query(sqlglot.parse_one(sql, read="duckdb"), kept).toArrow()

    def _query(self, tree: exp.Expr, kept: "_Kept") -> "DataFrame":
        """The query's rows, still to be computed; what it takes on the way is in `kept`."""
        self._freshen(tree)
        *steps, last = in_steps(for_spark(tree))
        for step in steps:
            kept.add(self.session, step)
        return self.session.sql(last.sql)

    def _keep(self, name: str, frame: "DataFrame") -> None:
        self._views.pop(name, None)
        self._stale.discard(name)
        self._show(name, _computed(frame))

    def _append(self, name: str, frame: "DataFrame") -> None:
        self._show(name, self._rows[name].union(_computed(frame)))

    def _show(self, name: str, rows: "DataFrame") -> None:
        self._rows[name] = rows
        rows.createOrReplaceTempView(f"`{name}`")
        self._age(name)

    def _drop(self, name: str) -> None:
        self.session.catalog.dropTempView(name)
        self._views.pop(name, None)
        self._stale.discard(name)
        del self._rows[name]


def _computed(frame: "DataFrame") -> "DataFrame":
    """The rows of a query, computed, without the query; safe from a lost machine where checkpoints have a folder."""
    if frame.sparkSession.conf.get("spark.checkpoint.dir", None):
        return frame.checkpoint()
    return frame.localCheckpoint()


class _Kept:
    """The steps of one query, under their names until the query is planned."""

    def __init__(self) -> None:
        self._names: list[tuple[SparkSession, str]] = []

    def add(self, session: "SparkSession", step: Step) -> None:
        _computed(session.sql(step.sql)).createOrReplaceTempView(step.name)
        self._names.append((session, step.name))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session, name in self._names:
            session.catalog.dropTempView(name)
