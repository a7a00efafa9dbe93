"""What a column is by what stands beside it, what a word is that says it was not, and what no table can be."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from conspectus.records.mapping.event_words import Meanings
from conspectus.records.returns import check
from conspectus.terms import Agency
from tests.commands import conspectus, within

PERIOD = ("--from", "2025-04-01", "--to", "2026-03-31")
DAYS = range(13, 25)


def _mapped(tmp_path: Path, *exports: tuple[str, str], agency: str, expect: int = 0) -> dict[str, Any]:
    files = [tmp_path / name for name, _ in exports]
    for path, (_, text) in zip(files, exports, strict=True):
        path.write_text(text, encoding="utf-8")
    out = tmp_path / "northshire"
    conspectus("map", *files, "--agency", agency, "--out", out, *PERIOD, expect=expect)
    settled: dict[str, Any] = tomllib.loads((out / "return.toml").read_text(encoding="utf-8"))
    return settled


def _rows(heads: str, row: str) -> str:
    """A row for each day; `{n}` is its number."""
    return heads + "\n" + "".join(row.format(n=n) + "\n" for n in DAYS)


@pytest.mark.parametrize(
    ("agency", "word", "event"),
    [
        (Agency.COUNCIL, "ICPC cancelled", None),
        (Agency.COUNCIL, "CP plan ended", None),
        (Agency.COUNCIL, "S47 enquiry", None),  # a beginning is no end
        (Agency.COUNCIL, "S47 enquiry completed", "section_47_ended"),
        (Agency.POLICE, "Missing property", None),
        (Agency.HEALTH, "Was not brought (WNB)", "not_brought"),  # two names of one event
        (Agency.HEALTH, "To ED", None),  # where to, and not what
        (Agency.HEALTH, "RCPC: report written and sent", "review_report"),  # a longer name, written apart
        (Agency.HEALTH, "Health assessment - review (LAC)", "review_health_assessment"),
        (Agency.EDUCATION, "Op Encompass", "school_notification_received"),
        (Agency.VOLUNTARY, "Keywork session - DNA", None),
    ],
)
def test_a_word_of_what_was_not_or_is_something_else_is_left_open(
    agency: Agency, word: str, event: str | None
) -> None:
    assert Meanings(agency).of(word) == event


@pytest.mark.parametrize(
    ("agency", "heading", "event"),
    [
        (Agency.VOLUNTARY, "We told social services on", "concern_shared"),
        (Agency.POLICE, "Passed to MASH", "notification"),
        (Agency.HEALTH, "Referral received from social care", None),  # the other way
        (Agency.PROBATION, "CSC reply date", None),
        (Agency.HEALTH, "Letter sent to GP", None),
        (Agency.COUNCIL, "Passed to MASH", None),
    ],
)
def test_a_heading_says_that_the_council_was_told_in_any_words(
    agency: Agency, heading: str, event: str | None
) -> None:
    assert Meanings(agency).heads(heading) == event


def test_a_number_is_a_persons_where_it_comes_again_beside_no_name(tmp_path: Path) -> None:
    people = _rows("Paris Key,Surname,Forename,DOB", "00{n}117,Brown,Bo{n},{n}/03/2013")
    seen = _rows("Diary No,Paris Key,Diary Date,Diary Status", "D9{n}44,0013117,{n}/05/2025,WNB")
    told = _mapped(tmp_path, ("who.csv", people), ("diary.csv", seen), agency="health")
    assert [one["person"][0]["person_id"] for one in told["table"]] == ["Paris Key", "Paris Key"]
    (event,) = told["table"][1]["event"]
    assert event == {"event": "Diary Status", "started": "Diary Date", "event_id": "Diary No"}
    checked = check(tmp_path / "northshire")
    assert set(checked.events["person_id"]) == {"0013117"}
    assert set(checked.events["event"]) == {"not_brought"}


def test_a_number_that_is_once_in_a_row_without_names_stays_that_of_the_record(tmp_path: Path) -> None:
    happened = _rows("Log Ref,Log Type,Log Date", "L9{n}44,Missing person,{n}/05/2025")
    people = _rows("Log Ref,Surname,Forename,DOB", "L9{n}44,Brown,Bo,14/03/2013")
    told = _mapped(tmp_path, ("log.csv", happened), ("who.csv", people), agency="police")
    assert told["table"][1]["person"][0]["event_id"] == "Log Ref"
    assert "person_id" not in told["table"][1]["person"][0]


def test_when_it_happened_counts_before_when_it_was_written(tmp_path: Path) -> None:
    text = _rows(
        "Entry No,Surname,Forename,DOB,Reported,Incident Start,Incident Finish,Incident Kind",
        "E7{n}31,Brown,Bo,14/03/2013,{n}/06/2025,{n}/05/2025 10:00,{n}/05/2025 12:00,Missing person",
    )
    (event,) = _mapped(tmp_path, ("log.csv", text), agency="police")["table"][0]["event"]
    assert (event["started"], event["ended"]) == ("Incident Start", "Incident Finish")


def test_a_day_of_writing_stands_in_where_no_other_day_does(tmp_path: Path) -> None:
    text = _rows("Sheet No,Subject,DOB,Created,Category", "S7{n}31,BROWN; Bo,14/03/2013,{n}/05/2025,Missing")
    told = _mapped(tmp_path, ("sheet.csv", text), agency="police")["table"][0]["event"]
    assert [one["started"] for one in told] == ["Created"]


def test_an_end_is_told_by_the_beginning_beside_it(tmp_path: Path) -> None:
    text = _rows(
        "Child ID,Surname,Forename,DOB,Step,Step begun on,Step started,Step completed",
        "10{n}77,Brown,Bo,14/03/2013,CIN plan,,{n}/05/2025,{n}/06/2025",
    )
    (event,) = _mapped(tmp_path, ("steps.csv", text), agency="council")["table"][0]["event"]
    assert (event["started"], event["ended"]) == ("Step started", "Step completed")


def test_a_table_is_not_called_by_what_a_day_of_its_own_is(tmp_path: Path) -> None:
    text = _rows(
        "NHS No,Surname,Forename,DoB,Enquiry,Started with CAMHS,Discharged from CAMHS",
        ",Brown,Bo{n},14/03/2013,01/05/2025,{n}/05/2025,{n}/07/2025",
    )
    table = _mapped(tmp_path, ("CAMHS list.csv", text), agency="health")["table"][0]
    assert table["event"] == [
        {
            "word": "mental_health_support",
            "started": "Started with CAMHS",
            "ended": "Discharged from CAMHS",
        }
    ]
    assert table["person"][0]["date_of_birth"] == "DoB"


def test_one_person_is_one_whether_called_in_the_genitive_or_not_and_the_child_is_the_rows_own(
    tmp_path: Path,
) -> None:
    text = _rows(
        "Dad's name,Dad's DOB,Child's name,Child DOB,Social services told on",
        "Al Brown{n},01/03/1983,Bo Brown{n},{n}/03/2013,{n}/05/2025",
    )
    people = _mapped(tmp_path, ("families.csv", text), agency="voluntary")["table"][0]["person"]
    assert people == [
        {"name": "Child's name", "date_of_birth": "Child DOB"},
        {"key": "dad", "name": "Dad's name", "date_of_birth": "Dad's DOB"},
    ]


def test_a_number_that_hardly_anybody_has_names_nobody(tmp_path: Path) -> None:
    text = _rows("PNC ID,Name,DOB,Arrest Date", ",Bo Brown{n},14/03/2013,{n}/05/2025").replace(
        "\n,", "\n13/44X,", 1
    )
    (person,) = _mapped(tmp_path, ("custody.csv", text), agency="police")["table"][0]["person"]
    assert person == {"name": "Name", "date_of_birth": "DOB"}


def test_who_was_told_stands_in_the_column_called_like_the_day(tmp_path: Path) -> None:
    text = _rows(
        "Client ID,Name,DOB,Referred by,Raised with,Date raised",
        "10{n}77,Bo Brown,14/03/2013,GP,Social services,{n}/05/2025",
    )
    (event,) = _mapped(tmp_path, ("log.csv", text), agency="voluntary")["table"][0]["event"]
    assert event == {"word": "concern_shared", "started": "Date raised", "counterparty": "Raised with"}


def test_sexes_are_known_by_their_words_and_a_time_without_a_colon_by_its_name(tmp_path: Path) -> None:
    sexes = dict.fromkeys(DAYS, "M") | dict.fromkeys(range(13, 18), "F")
    text = "Client ID,Name,DOB,M/F,Slot Date,Slot Time,Slot Kind\n" + "".join(
        f"10{n}77,Bo Brown,14/03/2013,{sexes[n]},{n}/05/2025,09{n},DNA\n" for n in DAYS
    )
    table = _mapped(tmp_path, ("slots.csv", text), agency="health")["table"][0]
    assert table["person"][0]["sex"] == "M/F"
    assert table["event"][0]["started_time"] == "Slot Time"
    first = check(tmp_path / "northshire").events.sort("row").row(0, named=True)
    assert first["started_first"].hour == 8  # 09:13 in May, in Greenwich time


def test_a_number_made_of_a_name_is_never_taken_for_one_that_a_spreadsheet_rounded(tmp_path: Path) -> None:
    rows = "".join(f"Bo{n} Brown,14/03/2013,13/05/2025\n" for n in range(400))
    _mapped(tmp_path, ("custody.csv", "Name,DOB,Arrest Date\n" + rows), agency="police")
    checked = check(tmp_path / "northshire")
    assert checked.events.height == 400
    assert "id-spoilt" not in {one.rule for one in checked.report.issues}


@pytest.mark.parametrize(
    ("name", "holds", "said"),
    [
        ("list.pdf", b"%PDF-1.7\n", "it is a PDF"),
        ("list.csv", b"%PDF-1.7\n", "it is a PDF"),
        ("list.xls", b"<html><table><tr><td>Ref</td></tr></table></html>", "it is a web page"),
        ("list.docx", b"PK\x03\x04", "it is a web page or a document"),
        ("list.csv", b"", "holds nothing at all"),
        (
            "list.xlsx",
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
    ],
)
def test_what_is_no_table_is_told_by_what_it_is(tmp_path: Path, name: str, holds: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(holds)
    out = tmp_path / "out"
    done = within("map", tmp_path / name, "--agency", "police", "--out", out)
    assert done.code == 2
    assert said in done.err
    assert not out.exists()


def test_a_folder_is_told_from_a_file(tmp_path: Path) -> None:
    done = within("map", tmp_path, "--agency", "police", "--out", tmp_path / "out")
    assert done.code == 2
    assert "that is a folder" in done.err


def test_a_file_without_days_is_not_called_complete_and_what_comes_next_is_said(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Dear all\nthe list follows\n", encoding="utf-8")
    out = tmp_path / "out"
    done = within("map", tmp_path / "note.txt", "--agency", "police", "--out", out)
    assert done.code == 1
    assert "no column holds days or dates of birth" in done.err
    assert f"conspectus check {out}" in done.out


def test_a_child_named_beside_somebody_under_supervision_is_somebody_else(tmp_path: Path) -> None:
    text = _rows(
        "Name,CRN,Date of birth,Sentenced,Named child,Child's DOB",
        "Al Brown,X10{n}77,01/03/1983,{n}/05/2025,Bo # Brown,{n}/03/2013",
    )
    for name in ("Ann", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kit", "Lou", "Max"):
        text = text.replace("#", name, 1)
    people = _mapped(tmp_path, ("list.csv", text), agency="probation")["table"][0]["person"]
    assert people == [
        {"person_id": "CRN", "name": "Name", "date_of_birth": "Date of birth"},
        {"key": "named child", "name": "Named child", "date_of_birth": "Child's DOB"},
    ]
