"""A file or sheet that was not understood is named, and what it may hold is not covered."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from conspectus.records import beforehand
from tests.records.returns.wild.annex import PEOPLE_OF_LISTS, annex_a
from tests.records.returns.wild.finding import ICPC, SHARED, found
from tests.records.returns.wild.making import (
    EVENTS,
    HEADER,
    PEOPLE,
    POLICE,
    SOUND,
    Cell,
    cells,
    council,
    dated,
    send,
    swap,
    workbook,
)

STRANGE = "Ref,Client number,What happened,When\nZ1,K2,spoken to,02/10/2025\nZ2,K2,spoken to,03/10/2025\n"
WITHOUT_K2S = swap(EVENTS, "A4,K2,initial_conference,2025-09-29,,plan,,N4\n", "")


def zipped(name: str, text: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, text)
    return held.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "Recovery interviews.csv",
        "Conversion therapy.csv",
        "Reindexed visits.csv",
        "Helpers.csv",
        "Footnotes.csv",
    ],
)
def test_letters_within_a_name_make_no_guidance_of_a_file(area: Path, name: str) -> None:
    report = beforehand.check(send(area, {"people.csv": PEOPLE, "events.csv": EVENTS, name: STRANGE}))
    named = [issue for issue in report.issues if issue.file == name]
    assert [issue.severity for issue in named] == ["error"] and report.exit_code == 1


@pytest.mark.parametrize(
    "name", ["Recovery talks", "Conversions", "Index cases", "Help given", "Notes of visits"]
)
def test_letters_within_a_name_make_no_guidance_of_a_sheet(area: Path, name: str) -> None:
    strange = cells(STRANGE)
    book = workbook({"events": dated(cells(EVENTS)), name: strange})
    report = beforehand.check(send(area, {"people.csv": PEOPLE, "events.xlsx": book}))
    named = [issue for issue in report.issues if issue.sheet == name]
    assert [(issue.rule, issue.severity) for issue in named] == [("sheet-not-read", "query")]
    assert report.exit_code == 0


@pytest.mark.parametrize("name", ["Cover", "Notes", "Diversion"])
def test_a_sheet_of_prose_is_guidance_by_what_it_holds(area: Path, name: str) -> None:
    prose: list[list[Cell]] = [
        ["Eastmoor Council: extract of April 2026"],
        [None],
        ["Taken by the performance team. Ask us."],
    ]
    book = workbook({name: prose, "events": dated(cells(EVENTS))})
    report = beforehand.check(send(area, {"people.csv": PEOPLE, "events.xlsx": book}))
    assert report.exit_code == 0 and report.counts.events == 4
    assert not [issue for issue in report.issues if issue.severity == "error"]


# --------------------------------------------------------------------------------------- and it is not covered


def test_without_a_table_of_events_nothing_is_covered(area: Path) -> None:
    received = HEADER + "R1,K1,notification_received,2025-07-02 09:00,,,police,N1\n"
    sent = HEADER + "N1,P1,notification,2025-07-01 20:10,,,council,L1\n"
    files: dict[str, str | bytes] = {"people.csv": PEOPLE, "events.7z": zipped("events.csv", received)}
    send(area, files, covers=["notification_received"])
    police: dict[str, str | bytes] = {"people.csv": PEOPLE.replace("K", "P"), "events.csv": sent}
    told = found(
        send(area, police, sender=POLICE, agency="police", covers=["notification"]), SHARED
    ).adds_up()
    issue = told.issue(file="events.7z")
    assert (issue.severity, told.report.exit_code) == ("error", 1)
    assert {row["agency"] for row in told.rows("coverage")} == {"police"}
    assert told.statuses(SHARED) == {"K1=P1": ["not_evaluated"]}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("initial conferences.csv", STRANGE),
        ("other.csv", STRANGE.replace("spoken to", "initial_conference")),
        ("other.csv", STRANGE.replace("spoken to", "Initial child protection conference")),
        ("other.csv", STRANGE.replace("spoken to", "CONF1")),
        ("other.csv", STRANGE.replace("spoken to", "ICPC")),
    ],
    ids=["named by the file", "by our word", "by its title", "by their code", "by another name for it"],
)
def test_a_word_that_it_names_is_not_covered(area: Path, name: str, text: str) -> None:
    codes = '[codes.event]\ninitial_conference = ["CONF1"]\n'
    sent: dict[str, str | bytes] = {"people.csv": PEOPLE, "events.csv": WITHOUT_K2S, name: text}
    told = found(send(area, sent, more=codes)).adds_up()
    assert told.statuses(ICPC) == {"K1": ["not_evaluated"], "K2": ["not_evaluated"]}
    assert {row["event"] for row in told.rows("coverage")} == {"strategy_discussion"}
    assert told.issue(file=name, severity="error")


def test_a_file_that_names_no_word_takes_no_cover_from_a_sender_with_events(area: Path) -> None:
    sent: dict[str, str | bytes] = {"people.csv": PEOPLE, "events.csv": WITHOUT_K2S, "other.csv": STRANGE}
    told = found(send(area, sent)).adds_up()
    assert told.statuses(ICPC) == {"K1": ["met"], "K2": ["missed"]}
    assert told.issue(file="other.csv", severity="error")


def test_a_sheet_that_names_a_word_takes_its_cover_and_is_a_query(area: Path) -> None:
    book = workbook({"events": dated(cells(WITHOUT_K2S)), "Initial conferences": cells(STRANGE)})
    told = found(send(area, {"people.csv": PEOPLE, "events.xlsx": book})).adds_up()
    assert told.statuses(ICPC) == {"K1": ["not_evaluated"], "K2": ["not_evaluated"]}
    assert told.issue(sheet="Initial conferences", severity="query").rule == "sheet-not-read"
    assert told.report.exit_code == 0


def test_of_two_senders_of_one_agency_those_children_wait_whom_it_holds(area: Path) -> None:
    people = PEOPLE + "K3,Wren,Oakes,2012-02-02,female,ZZ5 5DD\n"
    events = WITHOUT_K2S + "A5,K3,strategy_discussion,2025-09-01,,section_47,,N5\n"
    council(area, people=people, events=events)
    held = "\n".join([PEOPLE.splitlines()[0], PEOPLE.splitlines()[2].replace("K2", "D2")]) + "\n"
    sent: dict[str, str | bytes] = {"people.csv": held, "events.zip": zipped("events.csv", EVENTS)}
    told = found(send(area, sent, sender="eastmoor-district")).adds_up()
    assert told.statuses(ICPC) == {"K1": ["met"], "D2=K2": ["indeterminate"], "K3": ["missed"]}


# --------------------------------------------------------------------------------------- and what is no table of people


def test_a_code_list_of_the_workbook_is_no_list_of_children(area: Path) -> None:
    codes: list[list[Cell]] = [
        ["Gender", "Ethnicity", "Does the Child have a Disability", "Case Status"],
        ["a) Male", "WBRI", "a) Yes", "a) Looked after child"],
        ["b) Female", "WIRI", "b) No", "b) Child protection plan"],
        ["c) Not stated", "MWBC", None, "c) Child in need plan"],
    ]
    book = annex_a(more={"Data values": codes})
    report = beforehand.check(
        send(area, {"annex-a.xlsx": book, "people.csv": PEOPLE_OF_LISTS}, schema="annex-a", covers=None)
    )
    assert [issue for issue in report.issues if issue.severity == "error"] == []
    assert [issue for issue in report.issues if issue.sheet == "Data values"]
    assert report.counts.people == 2


FOOTERS = ["Total,,,,,,,4", "Total: 4,,,,,,,", "4 rows exported on 10/04/2026,,,,,,,", "End of report,,,,,,,"]


@pytest.mark.parametrize("footer", FOOTERS)
def test_totals_and_footers_are_nobody(area: Path, footer: str) -> None:
    total = footer[: footer.index(",")] + "," * 5
    told = found(council(area, people=PEOPLE + total + "\n", events=EVENTS + footer + "\n")).adds_up()
    assert {row["person_id"] for row in told.rows("people")} == {"K1", "K2"}
    assert told.statuses(ICPC) == SOUND
    assert len(told.issues(file="people.csv")) == 1 and len(told.issues(file="events.csv")) == 1
    # A footer is no row of an event word, so it takes no cover from one.
    assert {row["event"] for row in told.rows("coverage")} == {"strategy_discussion", "initial_conference"}


def test_headings_repeated_in_the_middle_are_nobody(area: Path) -> None:
    lines = EVENTS.splitlines(keepends=True)
    told = found(council(area, events="".join([*lines[:3], HEADER, *lines[3:]]))).adds_up()
    assert told.statuses(ICPC) == SOUND
    assert told.issue(file="events.csv", row=4)
