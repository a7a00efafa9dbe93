"""Whose the rows are that were sent and cannot be used."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl
import pytest
from tests.records.casebook.small_casebook import NONE_UNCOVERED, UNUSABLE_COLUMNS

from conspectus.records.casebook import empty
from conspectus.records.chronology import join, place_unusable
from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.records.worked import put_area

LINES = ["2026-01-05 referral agency=council child=A", "2026-01-06 looked_after agency=council child=A"]
BARE = dict.fromkeys(UNUSABLE_COLUMNS) | {
    "sender": "council", "agency": "council", "file": "events.csv", "sheet": "", "event": "referral_decision",
    "whole_row": True,
}  # fmt: skip


@pytest.fixture
def engine() -> Iterator[Engine]:
    with DuckDBEngine() as engine:
        yield engine


def put(engine: Engine) -> None:
    put_area(engine, LINES)
    endless = pl.col("event") == "looked_after"
    events = engine.frame("select * from events").with_columns(
        ended_precision=pl.when(endless).then(pl.lit("unknown")),
        ended_first=pl.when(endless).then("started_first"),
    )
    engine.put("events", events)
    rows = [
        BARE | {"person_id": "A", "row": 2},
        BARE | {"person_id": None, "row": 3},
        BARE | {"person_id": "Z", "row": 4},
    ]
    engine.put("unusable_events", pl.DataFrame(rows, schema=UNUSABLE_COLUMNS))
    uncovered = {"sender": "council", "agency": "council", "event": "core_group", "file": "more.txt", "sheet": "",
                 "why": "file"}  # fmt: skip
    engine.put("uncovered", pl.DataFrame([uncovered], schema=NONE_UNCOVERED.schema))
    aside = pl.DataFrame(
        [{"sender": "council", "file": "events.csv", "sheet": "", "row": 2, "person_id": "A"}],
        schema_overrides=dict(empty("set_aside").schema),
    )
    engine.put("set_aside", pl.concat([empty("set_aside"), aside], how="diagonal"))
    join(engine)
    place_unusable(engine)


def test_every_kind_has_its_child_where_somebody_knows_it(engine: Engine) -> None:
    put(engine)
    found = engine.rows(
        "select event, row, child_id, ended_unclear, why from chronology_unusable order by event, row"
    )
    assert found == [
        ("core_group", None, "A", True, "file"),
        ("looked_after", 2, "A", True, None),
        ("referral_decision", 2, "A", False, None),
        ("referral_decision", 3, None, False, None),
        ("referral_decision", 4, None, False, None),
    ]
    [(begins, ends)] = engine.rows(
        "select started_first, started_last from chronology_unusable where event = 'looked_after'"
    )
    assert (begins, ends) == (datetime(2026, 1, 6), None)


def test_a_row_set_aside_says_whose_it_is(engine: Engine) -> None:
    put(engine)
    assert engine.rows("select row, child_id from set_aside") == [(2, "A")]
