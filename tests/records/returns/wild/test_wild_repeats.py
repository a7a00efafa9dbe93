"""People and events sent more than once: every home kept, the sound row used, differences told."""

from datetime import date
from pathlib import Path

from conspectus.records import beforehand
from conspectus.records.returns import verdict
from tests.records.returns.wild.finding import ICPC, found
from tests.records.returns.wild.making import (
    EVENTS,
    PEOPLE,
    SOUND,
    cells,
    council,
    dated,
    send,
    swap,
    workbook,
)


def test_homes_keep_their_dates(area: Path) -> None:
    people = """
person_id,forename,surname,date_of_birth,sex,postcode,address,address_from,address_to
K1,Rosa,Fielding,2010-03-09,female,ZZ2 1AA,4 Mill Lane,2015-01-05,2024-12-31
K1,Rosa,Fielding,2010-03-09,female,ZZ8 8YY,9 Quay Street,2025-01-01,
K2,Idris,Marlow,2013-11-21,male,ZZ3 4BB,7 Hill Rise,,
""".lstrip()
    told = found(council(area, people=people)).adds_up()
    homes = [
        (row["person_id"], row["postcode"], row["from_day"], row["to_day"]) for row in told.rows("homes")
    ]
    assert sorted(homes, key=str) == [
        ("K1", "ZZ2 1AA", date(2015, 1, 5), date(2024, 12, 31)),
        ("K1", "ZZ8 8YY", date(2025, 1, 1), None),
        ("K2", "ZZ3 4BB", None, None),
    ]
    assert told.statuses(ICPC) == SOUND and told.errors == []


def test_of_an_event_sent_twice_the_usable_row_counts(area: Path) -> None:
    bad = "A2,K1,initial_conference,31/11/2025,,plan,,N2\n"
    sent = swap(EVENTS, "A2,K1", bad + "A2,K1")
    told = found(council(area, events=sent)).adds_up()
    assert told.statuses(ICPC) == SOUND
    assert told.row("events", event_id="A2")["row"] == 4
    assert [row["row"] for row in told.rows("set_aside")] == [3]
    assert told.issues(file="events.csv", row=3, names="31/11/2025")


def test_of_an_event_sent_twice_differences_are_told(area: Path) -> None:
    sent = EVENTS + "A2,K1,initial_conference,2025-09-19,,no_plan,,N2\n"
    told = found(council(area, events=sent)).adds_up()
    assert told.statuses(ICPC) == SOUND
    assert told.row("events", event_id="A2")["row"] == 3
    assert [row["row"] for row in told.rows("set_aside")] == [6]
    said = " ".join(issue.message + issue.value for issue in told.issues(file="events.csv"))
    assert "started" in said or "2025-09-19" in said
    assert "events.csv, row 3 and says something else" in told.issue(rule="event-twice").message


def test_of_a_person_sent_twice_the_sound_date_of_birth_is_used(area: Path) -> None:
    people = swap(PEOPLE, "K1,Rosa", "K1,Rosa,Fielding,31/06/2010,female,ZZ2 1AA\nK1,Rosa")
    told = found(council(area, people=people)).adds_up()
    assert told.statuses(ICPC) == SOUND
    assert told.row("people", person_id="K1")["born_first"] == date(2010, 3, 9)
    assert told.issues(file="people.csv", row=2, names="31/06/2010")


def test_a_row_repeated_exactly_is_a_query(area: Path) -> None:
    last = EVENTS.splitlines()[-1] + "\n"
    told = found(
        council(area, people=PEOPLE + PEOPLE.splitlines()[-1] + "\n", events=EVENTS + last)
    ).adds_up()
    assert told.statuses(ICPC) == SOUND
    assert told.errors == [] and told.report.exit_code == 0
    aside = [(row["file"], row["row"], row["rule"]) for row in told.rows("set_aside")]
    assert sorted(aside) == [("events.csv", 6, "row-repeated"), ("people.csv", 4, "row-repeated")]
    assert {issue.severity for issue in told.issues(rule="row-repeated")} == {"query"}


def test_the_other_row_of_one_sent_twice_is_named_across_files_and_sheets(area: Path) -> None:
    first, second = cells(EVENTS), [cells(EVENTS)[0], cells(EVENTS)[3]]
    book = workbook({"events": dated(first), "events 2": dated(second)})
    report = beforehand.check(send(area, {"people.csv": PEOPLE, "events.xlsx": book}))
    [issue] = [issue for issue in report.issues if issue.rule == "row-repeated"]
    assert (issue.sheet, issue.row, issue.value) == ("events 2", 2, "events.xlsx, sheet events, row 4")
    assert issue.value in issue.message
    assert "1 of 7 rows set aside" in verdict(report)
