"""Ids that differ by their spelling alone: joined where only one reading is left, else an error."""

from pathlib import Path

import pytest

from tests.records.returns.wild.finding import ICPC, found
from tests.records.returns.wild.making import EVENTS, PEOPLE, SOUND, ZERO_WIDTH, council

SPELLINGS = {
    "an apostrophe": ("'K1", "'K2"),
    "a formula of text": ('"=""K1"""', '"=""K2"""'),
    "case": ("k1", "k2"),
    "spaces": (" K1 ", "K2 "),
    "a byte-order mark": ("\ufeffK1", "K2"),
    "no width and case": (f"k{ZERO_WIDTH}1", "K2"),
}


@pytest.mark.parametrize(("one", "other"), SPELLINGS.values(), ids=SPELLINGS)
def test_of_events(area: Path, one: str, other: str) -> None:
    told = found(council(area, events=EVENTS.replace("K1", one).replace("K2", other))).adds_up()
    assert told.statuses(ICPC) == SOUND
    assert {row["person_id"] for row in told.rows("events")} == {"K1", "K2"}
    assert told.rows("set_aside") == [] and told.errors == []


@pytest.mark.parametrize(("one", "other"), SPELLINGS.values(), ids=SPELLINGS)
def test_of_people(area: Path, one: str, other: str) -> None:
    told = found(council(area, people=PEOPLE.replace("K1", one).replace("K2", other))).adds_up()
    assert sorted(statuses[0] for statuses in told.statuses(ICPC).values()) == ["late", "met"]
    assert len(told.rows("children")) == 2 and len(told.rows("people")) == 2
    assert len(told.rows("events")) == 4 and told.errors == []


def test_what_no_spelling_mends_is_joined_with_nobody(area: Path) -> None:
    told = found(council(area, events=EVENTS.replace("K1", "k1").replace("K2", "K77"))).adds_up()
    assert told.report.exit_code == 1
    assert told.issues(file="events.csv", names="K77", severity="error")
    assert all(issue.todo for issue in told.report.issues)


# Two persons who collide once normalised: whose row it is, nobody can say.
COLLIDING = {
    "leading zeros": ("00701", "701", "0701"),
    "case": ("ab1", "AB1", "Ab1"),
    "a number with .0": ("0702", "702", "702.0"),
}


@pytest.mark.parametrize(("first", "second", "sent"), COLLIDING.values(), ids=COLLIDING)
def test_two_persons_who_collide_are_an_error(area: Path, first: str, second: str, sent: str) -> None:
    people = PEOPLE.replace("K1", first).replace("K2", second)
    told = found(
        council(area, people=people, events=EVENTS.replace("K1", sent).replace("K2", sent))
    ).adds_up()
    assert told.rows("events") == [] and told.rows("obligations") == []
    assert len(told.rows("people")) == 2
    errors = told.issues(file="events.csv", severity="error")
    assert errors and all(issue.todo for issue in errors)
    assert any(first in f"{issue.value} {issue.message} {issue.todo}" for issue in errors)


def test_persons_who_differ_by_case_alone_keep_their_own_rows(area: Path) -> None:
    people, events = (text.replace("K1", "ab1").replace("K2", "AB1") for text in (PEOPLE, EVENTS))
    told = found(council(area, people=people, events=events)).adds_up()
    assert told.statuses(ICPC) == {"ab1": ["met"], "AB1": ["late"]}
    assert told.errors == []


@pytest.mark.parametrize("nobody", ["N/A", "n/a", "NULL", "-", "unknown", "none", "#N/A"])
def test_a_word_for_none_is_no_id(area: Path, nobody: str) -> None:
    people = PEOPLE + f"{nobody},Unknown,Unknown,,,\n"
    events = EVENTS + f"A5,{nobody},initial_conference,2025-10-01,,plan,,N5\n"
    told = found(council(area, people=people, events=events)).adds_up()
    assert {row["person_id"] for row in told.rows("people")} == {"K1", "K2"}
    assert set(told.statuses(ICPC)) == {"K1", "K2"}
    assert len(told.issues(file="people.csv")) == 1
    assert told.issues(file="events.csv", row=6, column="person_id")
