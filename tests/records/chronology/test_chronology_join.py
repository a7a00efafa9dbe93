"""One happening is one, whoever recorded it; other people's events come only through a relationship."""

from collections.abc import Iterator

import pytest

from conspectus.records.chronology import join
from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.records.worked import put_area


@pytest.fixture
def engine() -> Iterator[Engine]:
    with DuckDBEngine() as engine:
        yield engine


def test_a_meeting_recorded_by_three_is_one_led_by_the_keeper(engine: Engine) -> None:
    put_area(engine, [
        "2026-03-02 strategy_discussion section_47 agency=police event_id=P1",
        "2026-03-02T10:00 strategy_discussion section_47 agency=council event_id=C1",
        "2026-03-02 strategy_discussion agency=health event_id=H1",
    ])  # fmt: skip
    join(engine)
    rows = engine.rows("select distinct joint_ref, recorded_by from chronology")
    assert rows == [("council/C1/A", ["council", "health", "police"])]
    assert engine.rows("select event_ref from chronology_events where lead") == [("council/C1/A",)]


def test_two_in_one_record_on_one_day_stay_two(engine: Engine) -> None:
    put_area(engine, [
        "2026-03-02T01:00 missing_episode agency=police event_id=P1",
        "2026-03-02T20:00 missing_episode agency=police event_id=P2",
        "2026-03-02 missing_episode agency=council event_id=C1",
    ])  # fmt: skip
    join(engine)
    assert engine.rows("select count(distinct joint_ref) from chronology") == [(2,)]


def test_each_agency_s_own_attendance_is_its_own(engine: Engine) -> None:
    put_area(
        engine,
        ["2026-03-02 conference_attendance agency=police", "2026-03-02 conference_attendance agency=health"],
    )
    join(engine)
    assert engine.rows("select count(distinct joint_ref) from chronology") == [(2,)]


def test_an_uncertain_day_joins_nothing(engine: Engine) -> None:
    put_area(engine, ["2026-03 missing_episode agency=police", "2026-03 missing_episode agency=council"])
    join(engine)
    assert engine.rows("select count(distinct joint_ref) from chronology") == [(2,)]


def test_an_adult_s_event_reaches_a_child_only_through_a_relationship(engine: Engine) -> None:
    put_area(
        engine,
        [
            "2026-03-02 probation_order child=MUM agency=probation",
            "2026-03-03 school_concern child=A agency=education",
        ],
        related=["MUM parent A"],
        adults={"MUM"},
    )
    join(engine)
    rows = engine.rows(
        "select child_id, via_relation, via_child_id from chronology order by child_id, via_relation"
    )
    assert rows == [("A", "", ""), ("A", "parent", "MUM"), ("MUM", "", "")]


def test_a_sibling_s_events_do_not(engine: Engine) -> None:
    put_area(engine, ["2026-03-02 school_concern child=B agency=education"], related=["B sibling A"])
    join(engine)
    assert engine.rows("select child_id from chronology") == [("B",)]
