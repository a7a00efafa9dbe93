"""Columns as extracts have them: a date apart from its time, no event number, the month first."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.records.returns.wild.finding import ICPC, Found, found
from tests.records.returns.wild.making import (
    EVENTS,
    HEADER,
    PEOPLE,
    SOUND,
    Cell,
    cells,
    council,
    dated,
    send,
    swap,
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


# ------------------------------------------------------------------- dates that a spreadsheet exchanged, perhaps

AMERICAN: list[list[Cell]] = [
    *cells(HEADER),
    ["A1", "K1", "strategy_discussion", date(2025, 8, 9), None, "section_47", None, "N1"],
    ["A2", "K1", "initial_conference", "9/18/2025", None, "plan", None, "N2"],
    ["A3", "K2", "strategy_discussion", date(2025, 7, 8), None, "section_47", None, "N3"],
    ["A4", "K2", "initial_conference", date(2025, 9, 29), None, "plan", None, "N4"],
    ["A5", "K1", "initial_conference", date(2025, 5, 5), None, "plan", None, "N5"],
]


def _book(area: Path, events: Sequence[Sequence[Cell]]) -> Found:
    sent: dict[str, str | bytes] = {"people.csv": PEOPLE, "events.xlsx": workbook({"events": events})}
    return found(send(area, sent)).adds_up()


def _between(told: Found) -> dict[str, tuple[object, object, object]]:
    names = ("started_first_day", "started_last_day", "started_precision")
    return {row["event_id"]: tuple(row[name] for name in names) for row in told.rows("events")}


def test_dates_of_a_workbook_beside_texts_with_the_month_first_are_either_of_two_between(area: Path) -> None:
    told = _book(area, AMERICAN)
    assert _between(told) == {
        "A1": (date(2025, 8, 9), date(2025, 9, 8), "uncertain"),
        "A2": (date(2025, 9, 18), date(2025, 9, 18), "day"),
        "A3": (date(2025, 7, 8), date(2025, 8, 7), "uncertain"),
        "A4": (date(2025, 9, 29), date(2025, 9, 29), "day"),
        "A5": (date(2025, 5, 5), date(2025, 5, 5), "day"),
    }
    assert told.statuses(ICPC) == {"K1": ["indeterminate"], "K2": ["late"]}
    [issue] = told.report.issues
    assert (issue.rule, issue.severity, issue.column) == ("date-exchanged", "query", "started")
    assert "2 dates, such as 2025-08-09" in issue.message


def test_one_typing_error_beside_dates_of_a_workbook_says_nothing_of_them(area: Path) -> None:
    events = dated(cells(swap(EVENTS, "2025-09-18", "31/11/2025")))
    told = _book(area, events)
    assert told.issues(rule="date-exchanged") == []
    assert _between(told)["A1"] == (date(2025, 9, 1), date(2025, 9, 1), "day")


@pytest.mark.parametrize(("day", "exchanged"), [(12, 5), (13, 0)])
def test_many_early_dates_and_no_other_beside_texts_with_the_day_first_are_either(
    area: Path, day: int, exchanged: int
) -> None:
    days: list[Cell] = [
        date(2025, 9, 1),
        date(2025, 9, 2),
        date(2025, 6, 5),
        date(2025, 7, 4),
        date(2025, 8, day),
    ]
    rows: list[list[Cell]] = [
        [f"A{n}", "K1", "strategy_discussion", at, None, "section_47", None, "N"]
        for n, at in enumerate([*days, "18/09/2025"])
    ]
    told = _book(area, [AMERICAN[0], *rows])
    uncertain = [seen for seen in _between(told).values() if seen[2] == "uncertain"]
    assert len(uncertain) == exchanged
    assert len(told.issues(rule="date-exchanged")) == bool(exchanged)


def test_a_date_of_birth_that_may_be_exchanged_is_between_its_two_readings(area: Path) -> None:
    people: list[list[Cell]] = [
        *cells(PEOPLE.splitlines()[0]),
        ["K1", "Rosa", "Fielding", date(2010, 3, 9), "female", "ZZ2 1AA"],
        ["K2", "Idris", "Marlow", "11/21/2013", "male", "ZZ3 4BB"],
    ]
    told = found(send(area, {"people.xlsx": workbook({"people": people}), "events.csv": EVENTS})).adds_up()
    born = {row["person_id"]: (row["born_first"], row["born_last"]) for row in told.rows("people")}
    assert born == {
        "K1": (date(2010, 3, 9), date(2010, 9, 3)),
        "K2": (date(2013, 11, 21), date(2013, 11, 21)),
    }
    assert told.statuses(ICPC) == SOUND


def test_texts_alone_are_read_as_before(area: Path) -> None:
    sent = "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in AMERICAN) + "\n"
    told = found(council(area, events=sent)).adds_up()
    assert told.issues(rule="date-exchanged") == []
    assert _between(told)["A1"] == (date(2025, 8, 9), date(2025, 8, 9), "day")
