"""Columns as extracts have them: a date apart from its time, no event number, the month first."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.records.returns.wild.finding import ICPC, Found, found
from tests.records.returns.wild.making import (
    EVENTS,
    HEADER,
    PEOPLE,
    SOUND,
    cells,
    council,
    dated,
    send,
    workbook,
)

APART = """
event_id,person_id,event,Start Date,Start Time,outcome,source_ref
A1,K1,strategy_discussion,01/09/2025,{time},section_47,N1
A2,K1,initial_conference,18/09/2025,,plan,N2
""".lstrip()


@pytest.mark.parametrize("time", ["14:30", "14:30:00", "1430"])
def test_times_as_people_write_them(area: Path, time: str) -> None:
    told = found(council(area, events=APART.format(time=time))).adds_up()
    event = told.row("events", event_id="A1")
    assert (event["started_first"], event["started_precision"]) == (datetime(2025, 9, 1, 13, 30), "time")
    assert told.row("events", event_id="A2")["started_precision"] == "day"
    assert told.errors == []


def test_a_time_that_cannot_be_read_leaves_the_day(area: Path) -> None:
    told = found(council(area, events=APART.format(time="25:61"))).adds_up()
    event = told.row("events", event_id="A1")
    assert (event["started_first_day"], event["started_precision"]) == (date(2025, 9, 1), "day")
    assert told.issues(file="events.csv", row=2, names="25:61")
    assert told.statuses(ICPC) == {"K1": ["met"]} and told.rows("set_aside") == []


def test_date_and_time_of_a_workbook(area: Path) -> None:
    rows = cells(APART.format(time="x"))
    rows[1][3:5] = [date(2025, 9, 1), 0.6041666666666666]  # 14:30 as Excel holds it
    rows[2][3] = date(2025, 9, 18)
    told = found(send(area, {"people.csv": PEOPLE, "events.xlsx": workbook({"events": rows})})).adds_up()
    assert told.row("events", event_id="A1")["started_first"] == datetime(2025, 9, 1, 13, 30)
    assert told.errors == []


# ------------------------------------------------------------------------------------------------- no event number


def _unnumbered(area: Path, text: str) -> Found:
    """A return whose events have no number."""
    lines = [line.partition(",")[2] for line in text.splitlines()]
    return found(council(area, events="\n".join(lines) + "\n")).adds_up()


def test_an_extract_without_numbers_is_numbered_by_what_was_read(area: Path) -> None:
    one, other = _unnumbered(area / "a", EVENTS), _unnumbered(area / "b", _upside_down(EVENTS))
    assert one.statuses(ICPC) == other.statuses(ICPC) == SOUND
    assert one.event_ids() == other.event_ids() and len(one.event_ids()) == 4
    assert all(re.fullmatch("[0-9a-f]{12}", name) for name in one.event_ids())
    assert one.errors == []


def test_the_number_rests_on_the_date_as_read_and_not_as_written(area: Path) -> None:
    other = EVENTS.replace("2025-09-18", "18/09/2025").replace("N2", "N222")
    assert _unnumbered(area / "a", EVENTS).event_ids() == _unnumbered(area / "b", other).event_ids()
    moved = EVENTS.replace("2025-09-18", "2025-09-17")
    assert len(_unnumbered(area / "c", moved).event_ids() - _unnumbered(area / "d", EVENTS).event_ids()) == 1


def test_a_second_of_that_person_word_and_start_is_told_apart(area: Path) -> None:
    twice = EVENTS + "A5,K1,initial_conference,2025-09-18,,no_plan,,N5\n"
    told = _unnumbered(area, twice)
    repeated = {name for name in told.event_ids() if name.endswith("-2")}
    assert len(told.event_ids()) == 5 and len(repeated) == 1
    assert {name.removesuffix("-2") for name in repeated} < told.event_ids()


def test_an_exact_repeat_without_a_number_is_a_repeat(area: Path) -> None:
    told = _unnumbered(area, EVENTS + "A5,K1,initial_conference,2025-09-18,,plan,,N2\n")
    assert len(told.event_ids()) == 4
    assert [row["row"] for row in told.rows("set_aside", rule="row-repeated")] == [6]


def _upside_down(text: str) -> str:
    header, *lines = text.splitlines(keepends=True)
    return header + "".join(reversed(lines))


# ------------------------------------------------------------------------------------------------- the month first


def _days(told: Found) -> list[date]:
    return [row["started_first_day"] for row in sorted(told.rows("events"), key=lambda row: row["event_id"])]


def test_where_both_orders_are_proven_the_doubtful_cells_are_blank(area: Path) -> None:
    people = PEOPLE + "K3,Wren,Oakes,2012-02-02,female,ZZ5 5DD\n"
    sent = HEADER + (
        "A1,K1,strategy_discussion,2025-09-01,,section_47,,N1\n"
        "A2,K1,initial_conference,9/18/2025,,plan,,N2\n"  # the month first
        "A3,K2,strategy_discussion,2025-09-01,,section_47,,N3\n"
        "A4,K2,initial_conference,29/9/2025,,plan,,N4\n"  # the day first
        "A5,K3,strategy_discussion,2025-09-01,,section_47,,N5\n"
        "A6,K3,initial_conference,9/10/2025,,plan,,N6\n"  # nobody knows
    )
    told = found(council(area, people=people, events=sent)).adds_up()
    assert told.statuses(ICPC) == SOUND | {"K3": ["indeterminate"]}
    assert told.issues(file="events.csv", row=7, column="started", names="9/10/2025")


def test_nothing_proven_is_the_day_first(area: Path) -> None:
    sent = (
        EVENTS.replace("2025-09-01", "1/9/2025")
        .replace("2025-09-18", "2/9/2025")
        .replace("2025-09-29", "1/10/2025")
    )
    told = found(council(area, events=sent)).adds_up()
    assert _days(told) == [date(2025, 9, 1), date(2025, 9, 2), date(2025, 9, 1), date(2025, 10, 1)]
    assert told.report.issues == []


def test_a_proof_of_the_day_first_decides_nothing_new(area: Path) -> None:
    sent = (
        EVENTS.replace("2025-09-01", "1/9/2025")
        .replace("2025-09-18", "18/9/2025")
        .replace("2025-09-29", "1/10/2025")
    )
    told = found(council(area, events=sent)).adds_up()
    assert told.statuses(ICPC) == SOUND and told.report.issues == []


def test_each_column_is_decided_by_itself(area: Path) -> None:
    people = PEOPLE.replace("2010-03-09", "3/9/2010").replace("2013-11-21", "11/21/2013")
    events = EVENTS.replace("2025-09-01", "1/9/2025")
    told = found(council(area, people=people, events=events)).adds_up()
    assert told.row("people", person_id="K1")["born_first"] == date(2010, 3, 9)
    assert _days(told)[0] == date(2025, 9, 1)
    [issue] = told.report.issues
    assert (issue.rule, issue.severity, issue.file) == ("date-month-first", "query", "people.csv")


def test_native_dates_of_a_workbook_prove_nothing(area: Path) -> None:
    rows = dated(cells(EVENTS))
    rows[2][3] = "18/9/2025"
    told = found(send(area, {"people.csv": PEOPLE, "events.xlsx": workbook({"events": rows})})).adds_up()
    assert told.statuses(ICPC) == SOUND and told.errors == []
