"""What another person did concerns a child only through a relationship that held at the time, and owes nothing."""

from collections.abc import Iterator
from datetime import date

import polars as pl
import pytest

from conspectus.definitions import duties
from conspectus.records.chronology import join
from conspectus.records.dates import day_end
from conspectus.records.duties import DutyTables, evaluate, every_word
from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.records.worked import put_area
from conspectus.terms import Nation

TIMES = [
    ("2026-01-31", False, "the day before it began"),
    ("2026-02-01", True, "the day on which it began"),
    ("2026-02-01T00:05", True, "early on the day on which it began"),
    ("2026-03-31", True, "its last day"),
    ("2026-03-31T23:30", True, "late on its last day, summer time"),
    ("2026-04-01", False, "the day after it ended"),
    ("2026-02", True, "a month that it covers"),
    ("2026-01", False, "a month that ended before it began"),
    ("2026", False, "a year of which it covers a part: nobody knows that it held"),
]


@pytest.fixture
def engine() -> Iterator[Engine]:
    with DuckDBEngine() as engine:
        yield engine


def reached(
    engine: Engine, *lines: str, related: str, adults: tuple[str, ...] = ("MAN",)
) -> list[tuple[str, str]]:
    """Through which relation, and whose event, the joint record of child A shows."""
    put_area(
        engine, [*lines, "2025-09-01 school_roll child=A agency=education"], related=[related], adults=adults
    )
    join(engine)
    query = "select via_relation, via_child_id from chronology where child_id = 'A' and via_relation <> ''"
    return [(relation, person) for relation, person in engine.rows(query)]


@pytest.mark.parametrize(("when", "reaches", "why"), TIMES, ids=[why for *_, why in TIMES])
def test_the_relationship_must_have_held(engine: Engine, when: str, reaches: bool, why: str) -> None:
    event = f"{when} arrest child=MAN agency=police"
    related = "2026-02-01..2026-03-31 MAN associate A"
    assert reached(engine, event, related=related) == ([("associate", "MAN")] if reaches else []), why


@pytest.mark.parametrize(
    ("when", "related", "reaches"),
    [
        ("1999-01-01", "MAN parent A", True),
        ("2026", "MAN parent A", True),
        ("2026-02-01", "2026-02-01.. MAN parent A", True),
        ("2030-01-01", "2026-02-01.. MAN parent A", True),
        ("2026-01-31", "2026-02-01.. MAN parent A", False),
        ("2020-01-01", "..2026-02-01 MAN parent A", True),
        ("2026-02-02", "..2026-02-01 MAN parent A", False),
        ("2026", "2026-02-01.. MAN parent A", False),
    ],
)
def test_an_open_end_holds(engine: Engine, when: str, related: str, reaches: bool) -> None:
    assert bool(reached(engine, f"{when} arrest child=MAN agency=police", related=related)) == reaches


@pytest.mark.parametrize("relation", ["parent", "household", "associate", "alleged_harm"])
def test_an_adult_s_event_says_through_which_relation(engine: Engine, relation: str) -> None:
    event = "2026-02-02 arrest child=MAN agency=police"
    assert reached(engine, event, related=f"MAN {relation} A") == [(relation, "MAN")]


@pytest.mark.parametrize("relation", ["household", "associate"])
def test_associates_and_household_stand_so_to_each_other(engine: Engine, relation: str) -> None:
    event = "2026-02-02 arrest child=MAN agency=police"
    assert reached(engine, event, related=f"A {relation} MAN") == [(relation, "MAN")]


@pytest.mark.parametrize("relation", ["parent", "alleged_harm"])
def test_a_parent_and_who_harmed_do_not(engine: Engine, relation: str) -> None:
    assert reached(engine, "2026-02-02 arrest child=MAN agency=police", related=f"A {relation} MAN") == []


@pytest.mark.parametrize("related", ["B sibling A", "A sibling B", "B household A", "B parent A"])
def test_a_brother_s_or_sister_s_events_do_not_travel(engine: Engine, related: str) -> None:
    assert reached(engine, "2026-02-02 arrest child=B agency=police", related=related, adults=()) == []


@pytest.mark.parametrize("relation", ["associate", "alleged_harm"])
def test_those_of_a_child_who_leads_or_harms_another_do(engine: Engine, relation: str) -> None:
    event = "2026-02-02 arrest child=B agency=police"
    assert reached(engine, event, related=f"B {relation} A", adults=()) == [(relation, "B")]


def test_an_adult_s_adults_are_of_no_concern(engine: Engine) -> None:
    """What reaches a mother does not go on to her child."""
    lines = ["2026-02-02 arrest child=MAN agency=police", "2025-09-01 school_roll child=A agency=education"]
    put_area(engine, lines, related=["MAN associate MUM", "MUM parent A"], adults=("MAN", "MUM"))
    join(engine)
    assert engine.rows("select child_id from chronology where event_ref like 'police/%'") == [("MAN",)]


def test_an_adult_s_event_neither_triggers_nor_answers_a_child_s_duties(engine: Engine) -> None:
    lines = [
        "2026-01-05 referral child=A agency=council",
        "2026-01-06 referral_decision child=MUM agency=council",  # not the answer to A's referral
        "2026-01-07T22:00..2026-01-08T06:00 missing_episode child=MUM agency=police",  # A was not missing
    ]
    put_area(engine, lines, related=["MUM parent A"], adults=("MUM",))
    join(engine)
    shipped = [duties()[name] for name in ("referral-decision", "return-interview-72-hours")]
    as_of = day_end(date(2026, 3, 31))
    words = every_word(shipped, engine.frame("select event, agency, counterparty from events"), until=as_of)
    engine.put("everything", words.cast({"until": pl.Datetime("us")}))
    evaluate(
        engine,
        shipped,
        tables=DutyTables(events="chronology_events", coverage="everything"),
        as_of=as_of,
        nation=Nation.ENGLAND,
    )
    owed = engine.rows("select duty, status from obligations where child_id = 'A'")
    assert owed == [("referral-decision", "missed")]
