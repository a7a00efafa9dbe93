"""Linkage beside a Spark build: where it compares, and that Splink gives the same levels on Spark as on DuckDB."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from conspectus.records.engine import DuckDBEngine, Engine, SparkEngine
from conspectus.records.linkage import linking
from conspectus.records.linkage.backends import to_compare
from conspectus.records.linkage.by_splink import blocked
from conspectus.records.linkage.comparisons import Comparer
from conspectus.records.linkage.linking import COMPARED
from conspectus.records.linkage.people import comparable
from conspectus.records.linkage.settings import settings
from tests.records.linkage.linkage_made_up import make, senders


def test_up_to_so_many_records_one_machine_compares(spark: SparkEngine) -> None:
    enough = settings().spark.compared_here_up_to
    with to_compare(spark, records=enough) as here, to_compare(spark, records=enough + 1) as there:
        assert (here.dialect.name, there.dialect.name) == ("duckdb", "spark")


def test_splink_compares_alike_on_both_engines(spark: SparkEngine, duckdb: DuckDBEngine) -> None:
    people, *_ = make(120, seed=4)
    records = comparable(people).filter("named").select(COMPARED)
    ours, theirs = compared(duckdb, records), compared(spark, records)
    assert ours.height > 100
    assert theirs.cast(ours.schema).equals(ours)


def test_the_whole_of_linkage_gives_the_same_on_both(
    spark: SparkEngine, duckdb: DuckDBEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "to_compare", lambda casebook, records: casebook.sibling())
    monkeypatch.setattr(linking, "compared_whole", lambda records: False)
    people, relationships, _ = make(150, seed=4)
    found = []
    for engine in (duckdb, spark):
        engine.put("people", people)
        engine.put("relationships", relationships)
        engine.put("senders", senders(people))
        linking.link(engine)
        found.append([engine.frame(f"select * from {table}") for table in ("links", "questions", "children")])
    for ours, theirs in zip(*found, strict=True):
        key = ours.columns[:2]
        assert_frame_equal(ours.sort(key), theirs.cast(dict(ours.schema)).sort(key), abs_tol=1e-6)


def compared(engine: Engine, records: pl.DataFrame) -> pl.DataFrame:
    """Every pair that a rule brings, with its place on each comparison."""
    engine.put("records", records)
    comparer = Comparer(engine, records="records", agencies=sorted(records["agency"].unique().to_list()))
    blocked(comparer, into="blocked")
    engine.run("create or replace table pairs as select l as join_key_l, r as join_key_r from blocked")
    comparer.given(pairs="pairs", into="given")
    splinks, ours = (engine.frame(f"select * from {table} order by l, r") for table in ("blocked", "given"))
    assert ours.equals(splinks)  # given pairs are compared without Splink
    return splinks
