"""A silo gap is what several records show together, none alone, and nobody acted on in time."""

from collections.abc import Iterator
from datetime import date, datetime

import polars as pl
import pytest

from conspectus.definitions import patterns
from conspectus.records.chronology import join
from conspectus.records.dates import day_end
from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.records.patterns import find
from conspectus.records.unusable import NO_ROWS
from conspectus.records.worked import put_area
from conspectus.terms import Nation

SIGNS = [
    "2026-01-10T22:00 missing_episode agency=police",
    "2026-01-20T22:00 missing_episode agency=police",
    "2026-02-02 sexual_health_attendance agency=health",
    "2026-02-10 disclosure agency=voluntary event_id=V1",
]
AS_OF = day_end(date(2026, 3, 31))


@pytest.fixture
def engine() -> Iterator[Engine]:
    with DuckDBEngine() as engine:
        yield engine


def found(
    engine: Engine, lines: list[str], table: str = "silo_gaps", **area: object
) -> list[tuple[object, ...]]:
    put_area(engine, lines, **area)  # type: ignore[arg-type]
    join(engine)
    find(engine, [patterns()["cse"]], as_of=AS_OF, nation=Nation.ENGLAND)
    return engine.rows(f"select gap_id, visible_on, due, acted_on, holders, signs from {table}")


def test_a_gap_names_the_day_the_holders_and_the_signs(engine: Engine) -> None:
    assert found(engine, SIGNS) == [
        ("cse:voluntary/V1/A", date(2026, 2, 10), date(2026, 2, 24), None, ["health", "police", "voluntary"],
         ["disclosure", "missing", "sexual-health"])
    ]  # fmt: skip


def test_discussed_in_time_is_no_gap(engine: Engine) -> None:
    acted = [*SIGNS, "2026-02-20 exploitation_meeting agency=council"]
    assert found(engine, acted) == []
    assert found(engine, acted, "pattern_fits")[0][3] == date(2026, 2, 20)


def test_discussed_too_late_is_a_gap_with_its_day(engine: Engine) -> None:
    assert found(engine, [*SIGNS, "2026-03-20 strategy_discussion section_47 agency=council"])[0][3] == date(
        2026, 3, 20
    )


def test_signs_further_apart_than_the_window_are_none(engine: Engine) -> None:
    assert (
        found(
            engine,
            [*SIGNS[:2], "2026-04-11 sexual_health_attendance agency=health", SIGNS[3]],
            "pattern_fits",
        )
        == []
    )


def test_one_episode_recorded_twice_counts_once(engine: Engine) -> None:
    twice = [SIGNS[0], "2026-01-10 missing_episode agency=council", *SIGNS[2:]]
    assert found(engine, twice, "pattern_fits") == []


def test_what_one_agency_holds_alone_is_no_silo(engine: Engine) -> None:
    alone = [
        SIGNS[0], SIGNS[1], "2026-02-01 exploitation_concern sexual agency=police",
        "2026-02-03 sexual_health_attendance agency=police", "2026-02-04 exploitation_concern sexual agency=health",
    ]  # fmt: skip
    assert found(engine, alone, "pattern_fits") == []


def test_an_associate_s_intelligence_counts_through_the_relationship(engine: Engine) -> None:
    lines = [*SIGNS[:3], "2026-02-08 intelligence exploitation child=MAN agency=police event_id=P9"]
    assert found(engine, lines, "pattern_fits") == []
    [row] = found(engine, lines, related=["MAN associate A"], adults={"MAN"})
    assert row[0] == "cse:police/P9/MAN" and "associate" in row[5]  # type: ignore[operator]


def test_time_to_act_not_yet_past_is_no_gap(engine: Engine) -> None:
    late = [
        line.replace("2026-01", "2026-02")
        .replace("2026-02-02", "2026-03-25")
        .replace("2026-02-10 d", "2026-03-26 d")
        for line in SIGNS
    ]
    assert found(engine, late) == []
    assert len(found(engine, late, "pattern_fits")) == 1


ACTED = {
    "sender": "north",
    "agency": "council",
    "file": "events.csv",
    "sheet": "",
    "row": 9,
    "whole_row": True,
}
BEFORE = {"started_first": datetime(2025, 1, 6), "started_last": datetime(2025, 1, 6, 23)}
AFTER = {"started_first": datetime(2026, 3, 6), "started_last": datetime(2026, 3, 6, 23)}


@pytest.mark.parametrize(
    ("unusable", "waits_on"),
    [
        ({"child_id": "A", "event": "exploitation_meeting"}, ["north/events.csv//9"]),
        (
            {"child_id": "A", "event": "exploitation_meeting", "restricted": True},
            ["a restricted row by Council"],
        ),
        ({"child_id": "A", "event": "exploitation_meeting", **BEFORE}, []),
        ({"child_id": "A", "event": "exploitation_meeting", **AFTER}, []),
        ({"child_id": "B", "event": "exploitation_meeting"}, []),
        ({"child_id": "A", "event": "arrest"}, []),
    ],
)
def test_a_gap_names_what_may_show_that_somebody_acted(
    engine: Engine, unusable: dict[str, object], waits_on: list[str]
) -> None:
    found(engine, SIGNS)
    engine.put("unusable", pl.DataFrame([{**ACTED, **unusable}], schema=NO_ROWS.schema))
    find(engine, [patterns()["cse"]], as_of=AS_OF, nation=Nation.ENGLAND, unusable="unusable")
    assert engine.rows("select waits_on from silo_gaps") == [(waits_on,)]
