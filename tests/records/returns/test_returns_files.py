"""Whatever files come: each fault has its own clear message, and nothing is lost."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conspectus.records.returns import check
from tests.records.returns.returns_kit import (
    EVENT_HEADER,
    PEOPLE,
    adds_up,
    event,
    only,
    rules,
    sender,
    toml,
    workbook,
)

ACCENTS = "person_id,forename,surname,date_of_birth\nP1,Zoë,Núñez,2011-06-03\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    checked = check(sender(tmp_path, people=ACCENTS.encode(encoding)))
    adds_up(checked)
    assert checked.people["forename"].to_list() == ["Zoë"]
    assert ("encoding-guessed" in rules(checked)) == (encoding == "cp1252")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_and_line_ends(tmp_path: Path, separator: str, end: str) -> None:
    text = PEOPLE.replace(",", separator).replace("\n", end)
    assert check(sender(tmp_path, people=text)).people.height == 2


def test_titles_above_blank_lines_between_and_rows_as_a_person_counts(tmp_path: Path) -> None:
    text = (
        "Northshire Police\n\nRun 14/04/2026, all areas\n"
        + EVENT_HEADER
        + event("E1")
        + "\n,,,,,,,\n"
        + event("E2", started="x")
    )
    checked = check(sender(tmp_path, events=text))
    adds_up(checked)
    assert only(checked, "date-unreadable").row == 8
    assert checked.files.filter(pl.col("holds") == "events")["rows_in"].to_list() == [2]


def test_a_separator_in_the_last_cell_joins_it_and_one_further_left_sets_the_row_aside(
    tmp_path: Path,
) -> None:
    text = "event_id,person_id,event,started,source_ref\nE1,P1,missing_episode,2025-05-22,Log 1, page 2\n"
    text += "E2,P1,missing_episode,2025-05-22,L\nE3,P1,missing,episode,2025-05-22,L\n"
    checked = check(sender(tmp_path, events=text))
    adds_up(checked)
    assert only(checked, "cells-joined").value == "Log 1, page 2"
    assert checked.events["source_ref"].to_list() == ["Log 1, page 2", "L"]
    assert only(checked, "cells-too-many").row == 4
    assert "2025-05-22" in checked.set_aside["record"][0]
    assert set(checked.unusable_events["person_id"]) == {"P1"}


def test_a_row_with_very_many_cells_loses_none_of_them(tmp_path: Path) -> None:
    text = EVENT_HEADER + event() * 60 + ",".join(str(number) for number in range(90)) + "\n"
    checked = check(sender(tmp_path, events=text))
    adds_up(checked)
    assert '"89"' in checked.set_aside.filter(pl.col("rule") == "cells-too-many")["record"][0]


def test_an_inverted_comma_that_does_not_close_swallows_nothing(tmp_path: Path) -> None:
    text = EVENT_HEADER + 'E1,P1,"missing_episode,2025-05-22,,,,L\n' + event("E2") + event("E3")
    checked = check(sender(tmp_path, events=text))
    adds_up(checked)
    assert only(checked, "inverted-commas").row == 2
    assert checked.events["event_id"].to_list() == ["E1", "E2", "E3"]


def test_a_file_whose_name_holds_a_pattern_is_read_alone(tmp_path: Path) -> None:
    below = sender(tmp_path, events=None) / "police"
    (below / "events [1].csv").write_text(EVENT_HEADER + event("E1"), encoding="utf-8")
    (below / "events 1.csv").write_text(EVENT_HEADER + event("E2"), encoding="utf-8")
    checked = check(tmp_path)
    adds_up(checked)
    assert sorted(checked.events["event_id"].to_list()) == ["E1", "E2"]


def test_spaces_and_empty_cells_are_nothing(tmp_path: Path) -> None:
    text = EVENT_HEADER + ' E1 ,P1,"missing_episode ",2025-05-22\t,"",\u00a0,  ,L\n'
    checked = check(sender(tmp_path, events=text))
    [row] = checked.events.rows(named=True)
    assert (row["event_id"], row["started_text"], row["ended_text"]) == ("E1", "2025-05-22", None)
    assert (row["outcome"], row["counterparty"]) == (None, None)


def test_cells_in_inverted_commas_hold_separators_and_line_breaks(tmp_path: Path) -> None:
    text = 'person_id,forename,surname,address\nP1,Ann,"Example, née Other","1 High Street\nNorthshire"\n'
    people = check(sender(tmp_path, people=text)).people
    assert (people["surname"][0], people["address"][0]) == ("Example, née Other", "1 High Street\nNorthshire")


def test_parquet_with_native_dates(tmp_path: Path) -> None:
    sender(tmp_path, people=None, events=None)
    frame = pl.DataFrame({"person_id": [1, 2], "Forename": ["A", "B"], "DOB": [date(2011, 6, 3), None]})
    frame.write_parquet(tmp_path / "police" / "people.parquet")
    events = pl.DataFrame(
        {
            "event_id": ["E1", "E2"], "person_id": [1, 2], "event": ["missing_episode"] * 2, "source_ref": ["a", "b"],
            "started": [datetime(2025, 5, 22, 14, 30), datetime(2025, 5, 23, 9, 0)],
        }
    )  # fmt: skip
    events.write_parquet(tmp_path / "police" / "events.parquet")
    checked = check(tmp_path)
    adds_up(checked)
    assert checked.events["started_first"].to_list() == [
        datetime(2025, 5, 22, 13, 30),
        datetime(2025, 5, 23, 8, 0),
    ]
    assert checked.people["person_id"].to_list() == ["1", "2"]
    assert checked.events["row"].to_list() == [2, 3]


def test_a_workbook_with_every_table_a_title_guidance_and_native_dates(tmp_path: Path) -> None:
    sender(tmp_path, people=None, events=None)
    header = EVENT_HEADER.strip().split(",")
    workbook(
        tmp_path / "police" / "return 2026.xlsx",
        {
            "Guidance": [["How to fill it in"], ["person_id is your number"]],
            "People": [
                ["Our people"],
                [],
                ["person_id", "forename", "surname", "DOB"],
                [1042, "Ann", "Example", date(2011, 6, 3)],
            ],
            "Events": [
                header,
                [
                    "E1",
                    1042,
                    "missing_episode",
                    date(2025, 5, 22),
                    datetime(2025, 5, 23, 6, 15),
                    None,
                    None,
                    "L1",
                ],
                ["E2", 1042, "missing_episode", 45799, None, None, None, "L2"],
            ],
            "Sheet3": [],
        },
    )
    checked = check(tmp_path)
    adds_up(checked)
    assert checked.people.select("person_id", "sheet", "row").row(0) == ("1042", "People", 4)
    first, second = checked.events.rows(named=True)
    assert (first["started_precision"], first["ended_precision"], second["started_precision"]) == (
        "day",
        "time",
        "day",
    )
    assert first["ended_first"] == datetime(2025, 5, 23, 5, 15)
    assert first["started_text"] == "2025-05-22"
    assert str(second["started_first_day"]) == "2025-05-22"
    assert not {"sheet-empty", "sheet-not-read"} & set(rules(checked))


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (b"", "file-empty"),
        (b"PK\x03\x04 cut off", "file-damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le")
            + bytes(600),
            "file-encrypted",
        ),
    ],
)
def test_a_workbook_that_cannot_be_opened(tmp_path: Path, body: bytes, rule: str) -> None:
    sender(tmp_path, events=None)
    (tmp_path / "police" / "events.xlsx").write_bytes(body)
    checked = check(tmp_path)
    issue = only(checked, rule)
    assert (issue.file, issue.severity, issue.row) == ("events.xlsx", "error", None)
    assert checked.people.height == 2


def test_a_truncated_workbook(tmp_path: Path) -> None:
    sender(tmp_path, events=None)
    path = tmp_path / "police" / "events.xlsx"
    workbook(path, {"Events": [EVENT_HEADER.strip().split(",")]})
    path.write_bytes(path.read_bytes()[:2000])
    assert only(check(tmp_path), "file-damaged").file == "events.xlsx"


def test_empty_sheets_and_headers_alone(tmp_path: Path) -> None:
    sender(tmp_path, events=EVENT_HEADER)
    workbook(tmp_path / "police" / "relationships.xlsx", {"Sheet1": []})
    checked = check(tmp_path)
    assert only(checked, "headers-only").file == "events.csv"
    assert only(checked, "sheet-empty").file == "relationships.xlsx"
    assert checked.report.exit_code == 0


def test_a_file_that_is_something_else_and_notes_beside(tmp_path: Path) -> None:
    sender(tmp_path)
    (tmp_path / "police" / "rota.csv").write_text("day,who\nMonday,Ann\n")
    (tmp_path / "police" / "scan.pdf").write_bytes(b"%PDF")
    (tmp_path / "police" / "READ ME FIRST.md").write_text("hello")
    (tmp_path / "police" / "~$events.xlsx").write_bytes(b"lock")
    checked = check(tmp_path)
    assert only(checked, "file-not-read").file == "scan.pdf"
    assert only(checked, "sheet-passed-over").file == "rota.csv"
    assert checked.report.exit_code == 1


def test_several_files_of_one_kind_are_one_table(tmp_path: Path) -> None:
    sender(tmp_path, events=None)
    for year in (2025, 2026):
        (tmp_path / "police" / f"Events {year}.csv").write_text(
            EVENT_HEADER + event(f"E{year}", started=f"{year}-01-05")
        )
    checked = check(tmp_path)
    adds_up(checked)
    assert checked.events["file"].to_list() == ["Events 2025.csv", "Events 2026.csv"]


def test_without_people_events_say_once_that_they_cannot_be_used(tmp_path: Path) -> None:
    checked = check(sender(tmp_path, people=None, events=EVENT_HEADER + event("E1") + event("E2")))
    adds_up(checked)
    assert only(checked, "table-missing").message == "There is no file of people."
    assert only(checked, "no-people-to-check").message.startswith("2 rows")
    assert checked.events.is_empty()


NASTY = st.text(alphabet='abc,;\t"\n\r019-/?eéÿ\x00 ', max_size=120)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(people=NASTY, events=NASTY, whole=st.booleans())
def test_no_text_breaks_it_and_counts_always_add_up(
    tmp_path: Path, people: str, events: str, whole: bool
) -> None:
    folder = sender(
        tmp_path,
        people=(PEOPLE if whole else "") + people,
        events=(EVENT_HEADER + event() if whole else "") + events,
        manifest=toml(),
    )
    adds_up(check(folder))
