"""Duties on Spark: the shipped ones over all their examples at once, and generated histories against the twin."""

from datetime import datetime

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conspectus.definitions import Duty, SharingDuty, duties
from conspectus.records.duties import DutyTables, compiled, evaluate, every_word, figures, history
from conspectus.records.duties.examples import SCHEMA, read_line
from conspectus.records.duties.history import births
from conspectus.records.duties.sharing import pair
from conspectus.records.engine import DuckDBEngine, Engine, SparkEngine
from conspectus.records.unusable import NO_ROWS
from tests.properties.making import DAY, DAY_ONE, HOUR, HOUR_ONE
from tests.properties.slow_duties import History
from tests.properties.test_duties_agree_with_the_slow_twin import agree, histories

AS_OF = datetime(2026, 6, 30, 22, 59, 59, 999999)


def all_examples(chosen: list[Duty]) -> pl.DataFrame:
    """Every event of every example, each example's children its own."""
    rows = []
    for duty in chosen:
        for number, example in enumerate(duty.example):
            for line in example.given:
                row = read_line(line, where=duty.id)
                rows.append(row | {"child_id": f"{duty.id}/{number}/{row['child_id']}"})
    return history(pl.DataFrame(rows, schema=SCHEMA))


def obligations(
    engine: Engine, chosen: list[Duty], *, events: pl.DataFrame | None = None, unusable: str | None = None
) -> pl.DataFrame:
    events = all_examples(chosen) if events is None else events
    engine.put("history", events)
    engine.put("born", births(events))
    engine.put("words", every_word(chosen, events, until=AS_OF))
    evaluate(
        engine,
        chosen,
        tables=DutyTables(events="history", coverage="words", births="born", unusable=unusable),
        as_of=AS_OF,
        nation=chosen[0].nations[0],
    )
    return engine.frame("select * from obligations order by obligation_id")


@pytest.mark.parametrize("nation", ["england", "wales"])
def test_every_shipped_duty_gives_what_duckdb_gives(
    spark: SparkEngine, duckdb: DuckDBEngine, nation: str
) -> None:
    """Each duty is tried by the worked examples of all of them."""
    chosen = [duty for duty in duties().values() if duty.nations[0] == nation]
    expected = obligations(duckdb, chosen)
    got = obligations(spark, chosen)
    assert expected.height > 0
    assert got.cast(expected.schema).equals(expected)
    if nation == "england":  # it has a duty of each kind, and what is printed differs by kind alone
        for duty in {duty.kind: duty for duty in chosen}.values():
            _printed_query_runs(spark, duty, expected.filter(duty=duty.id))


def _printed_query_runs(spark: SparkEngine, duty: Duty, expected: pl.DataFrame) -> None:
    """What `duties explain ID --sql spark` prints, pasted as it stands, over the tables that a build makes."""
    if isinstance(duty, SharingDuty):
        pair(spark, duty)
    spark.drop("duty_vague")  # what is printed makes its own
    refs = dict(spark.rows("select event_no, event_ref from duty_rows"))
    found: list[str] = []
    for statement in compiled(duty, dialect="spark").split(";\n\n"):
        rows = spark.session.sql(statement).collect()
        found += [refs[row["trigger_no"]] for row in rows]  # no rows of what makes a table
    assert sorted(found) == expected["trigger_ref"].sort().to_list()


def spoilt(events: pl.DataFrame) -> pl.DataFrame:
    """Every third row again as one that cannot be used: with or without a moment, of nobody known, or a whole file."""
    third = events.filter(pl.col("row") % 3 == 0).with_columns(turn=pl.int_range(pl.len()) % 6)
    rows = third.select(
        "event", "outcome", "counterparty", "started_last", row=pl.col("row").cast(pl.Int64),
        child_id=pl.when(pl.col("turn") != 5).then("child_id"), agency=pl.col("agency").fill_null("council"),
        sender=pl.lit("north"), file=pl.lit("events.csv"), sheet=pl.lit("Rows"), whole_row=pl.col("turn") != 1,
        outcome_unclear=pl.col("turn").is_in([1, 4]), counterparty_unclear=pl.col("turn") == 4,
        ended_unclear=pl.col("turn") == 4, restricted=pl.col("turn") == 3,
        started_first=pl.when(pl.col("turn") == 2).then("started_first"),
        why=pl.when(pl.col("turn") == 4).then(pl.lit("file")),
    )  # fmt: skip
    moments = rows.with_columns(
        started_last=pl.when(pl.col("started_first").is_not_null()).then("started_last")
    )
    return pl.concat([NO_ROWS, moments], how="diagonal")


def test_what_waits_is_the_same_on_both(spark: SparkEngine, duckdb: DuckDBEngine) -> None:
    """A duty of each kind, tried by the worked examples of all of them with rows that cannot be used."""
    shipped = [duty for duty in duties().values() if duty.nations[0] == "england"]
    chosen = list({duty.kind: duty for duty in shipped}.values())
    events = all_examples(shipped)
    found = []
    for engine in (duckdb, spark):
        engine.put("unusable", spoilt(events))
        obligations(engine, chosen, events=events, unusable="unusable")
        found.append([engine.frame("select * from obligations order by obligation_id"), figures(engine)])
    for ours, theirs in zip(*found, strict=True):
        assert theirs.cast(ours.schema).equals(ours)
    owed, counted = found[0]
    assert owed.filter(pl.col("waits_on").list.len() > 0).height == counted["waiting"].sum() > 0
    assert counted["unknown_child"].sum() > 0 and counted["unusable_triggers"].sum() > 0


# Whole batches in one evaluation: a statement on Spark takes as long for sixty children as for one.
BATCH = settings(
    max_examples=2, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large,
                           HealthCheck.large_base_example],
)  # fmt: skip


@pytest.mark.parametrize(
    ("within", "match", "exact"),
    [
        ({"working_days": 3}, "shared", True),
        ({"calendar_days": 4}, "shared", False),
        ({"working_days": 3}, "one_to_one", True),
        ({"hours": 3}, "shared", False),
        ({"hours": 3}, "one_to_one", True),
    ],
)
def test_generated_histories_agree_with_the_slow_twin_and_with_duckdb(
    spark: SparkEngine, duckdb: DuckDBEngine, within: dict[str, int], match: str, exact: bool
) -> None:
    """Uncertain dates, and many events of one instant: there are few days, and many events on them."""
    hours = "hours" in within
    first, step = (HOUR_ONE, HOUR) if hours else (DAY_ONE, 1)
    drawn = histories(first, 12, step=step, widest=1 if hours else 3, exact_triggers=exact)

    @BATCH
    @given(st.lists(drawn, min_size=40, max_size=50))
    def agreeing(batch: list[History]) -> None:
        for engine in (spark, duckdb):
            agree(engine, batch, within=within, match=match, unit=1 if hours else DAY)
        sql = "select * from obligations order by obligation_id"
        expected = duckdb.frame(sql)
        assert spark.frame(sql).cast(expected.schema).equals(expected)

    agreeing()
