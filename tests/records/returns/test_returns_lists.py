"""Annex A: lists of children become people and events."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from conspectus.definitions.return_schema import ListsSchema, return_schemas
from conspectus.records.returns import Checked, check
from tests.records.returns.returns_kit import Cell, adds_up, only, rules, toml, workbook

SAMPLE = Path(__file__).parents[3].parent / "shared" / "data" / "annex-a" / "annex-a-sample.xlsx"
COMMON = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age"]
ANN: list[Cell] = [101, "b) Female", "a) WBRI", date(2012, 5, 1), 13]
BEN: list[Cell] = [102, "a) Male", "a) WBRI", date(2014, 5, 1), 11]


def council(
    folder: Path, sheets: dict[str, Iterable[Sequence[Cell]]], *, people: str | None = None, extra: str = ""
) -> Checked:
    """A check of a council's workbook."""
    manifest = toml(sender="our-council", agency="council", schema="annex-a", covers=[]).replace(
        "covers = []\n", ""
    )
    below = folder / "council"
    workbook(below / "annex a.xlsx", sheets)
    (below / "return.toml").write_text(manifest + extra)
    if people is not None:
        (below / "people.csv").write_text(people)
    checked = check(folder)
    adds_up(checked)
    return checked


def events(checked: Checked) -> list[tuple[str, str, str | None, str | None]]:
    """Id, word, day and outcome of every event."""
    rows = checked.events.select("event_id", "event", pl.col("started_first_day").cast(pl.String), "outcome")
    return [(row[0], row[1], row[2], row[3]) for row in rows.iter_rows()]


def test_every_event_of_the_lists_uses_columns_and_words_that_are_there() -> None:
    schema = return_schemas()["annex-a"]
    assert isinstance(schema, ListsSchema)
    assert [one.id for one in schema.list] == [str(number) for number in range(1, 12)]


def test_section_47_makes_dated_events_alone(tmp_path: Path) -> None:
    header = [*COMMON, "Strategy discussion initiating Section 47 Enquiry Start Date"]
    header += [
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference",
    ]
    header += ["Did the Initial Child Protection Conference Result in a Child Protection Plan"]
    rows: list[list[Cell]] = [
        [*ANN, date(2025, 5, 6), "No", date(2025, 5, 20), "a) Yes"],
        [*BEN, date(2025, 5, 7), "Yes", None, None],
        [103, None, None, date(2015, 1, 1), 10, date(2025, 5, 8), "No", date(2025, 5, 29), "No"],
    ]
    checked = council(tmp_path, {"List 5": [header, *rows]})
    assert events(checked) == [
        ("5-2-strategy", "strategy_discussion", "2025-05-06", "section_47"),
        ("5-3-strategy", "strategy_discussion", "2025-05-07", "section_47"),
        ("5-4-strategy", "strategy_discussion", "2025-05-08", "section_47"),
        ("5-2-conference", "initial_conference", "2025-05-20", "plan"),
        ("5-4-conference", "initial_conference", "2025-05-29", "no_plan"),
    ]
    assert checked.coverage["event"].to_list() == ["strategy_discussion", "initial_conference"]
    assert checked.people["sex"].to_list() == ["female", "male", None]
    assert set(checked.events["started_precision"]) == {"day"}
    assert checked.events["source_ref"][0] == "list 5, row 2, strategy"


def test_protection_plans_with_visit_review_category_and_an_undated_emergency(tmp_path: Path) -> None:
    header = [
        *COMMON,
        "Child Protection Plan Start Date",
        "Initial Category of Abuse",
        "Latest Category of Abuse",
    ]
    header += [
        "Date of the Last Statutory Visit",
        "Was the Child Seen Alone?",
        "Date of latest review conference",
    ]
    header += ["Child Protection Plan End Date"]
    header += [
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)"
    ]
    day = date(2025, 6, 1)
    rows: list[list[Cell]] = [
        [
            *ANN,
            day,
            "Neglect",
            "NEG",
            date(2025, 7, 1),
            "a) Yes",
            date(2025, 9, 1),
            date(2025, 12, 1),
            "a) Yes",
        ],
        [*BEN, day, "Neglect", "Multiple", date(2025, 7, 2), "b) No", None, None, "b) No"],
    ]
    checked = council(tmp_path, {"List 7": [header, *rows]})
    assert events(checked) == [
        ("7-2-plan", "child_protection_plan", "2025-06-01", "neglect"),
        ("7-3-plan", "child_protection_plan", "2025-06-01", None),
        ("7-2-visit", "plan_visit", "2025-07-01", "seen_alone"),
        ("7-3-visit", "plan_visit", "2025-07-02", "seen"),
        ("7-2-review", "review_conference", "2025-09-01", None),
        ("7-2-emergency", "emergency_protection", "2025-10-14", None),
    ]
    emergency = checked.events.filter(pl.col("event") == "emergency_protection").row(0, named=True)
    assert (emergency["started_precision"], str(emergency["started_last_day"])) == ("uncertain", "2026-04-14")
    assert checked.events["ended_first_day"].drop_nulls().to_list() == [date(2025, 12, 1)]
    assert checked.coverage["event"].to_list() == ["child_protection_plan"]
    assert "review child protection conference" in only(checked, "list-latest-only").message


def test_children_in_need_who_are_looked_after_or_on_a_plan_have_no_plan_of_need(tmp_path: Path) -> None:
    header = [*COMMON, "CIN Start Date", "CIN Closure Date", "Reason for Closure", "Case Status"]
    rows: list[list[Cell]] = [
        [*ANN, date(2025, 6, 1), date(2025, 8, 1), "RC5 - moved away", "c) Child in need plan"],
        [*BEN, date(2025, 6, 1), None, None, "a) Looked after child"],
        [103, None, None, date(2015, 1, 1), 10, date(2025, 6, 1), None, None, None],
    ]
    checked = council(tmp_path, {"List 6": [header, *rows]})
    assert events(checked) == [
        ("6-2-need", "child_in_need_plan", "2025-06-01", "moved"),
        ("6-4-need", "child_in_need_plan", "2025-06-01", None),
    ]
    assert only(checked, "nothing-dated").row == 3
    assert checked.people.height == 3


def test_adoption_is_restricted_and_adopters_are_counted_without_being_kept(tmp_path: Path) -> None:
    adoption = [
        *COMMON,
        "Date of Decision that Child Should be Placed for Adoption",
        "Date of Adoption Order ",
    ]
    adopters = ["Individual adopter identifier", "Family identifier", "Gender", "Date enquiry received"]
    sheets: dict[str, Iterable[Sequence[Cell]]] = {
        "List 10": [adoption, [*ANN, date(2025, 6, 1), None]],
        "List 11": [adopters, [900, 77, "Female", date(2025, 1, 1)]],
    }
    checked = council(tmp_path, sheets)
    assert checked.events.select("event", "restricted").rows() == [("adoption_decision", True)]
    assert checked.people["person_id"].to_list() == ["101"]
    aside = checked.set_aside.row(0, named=True)
    assert (aside["rule"], aside["record"]) == ("adopters-set-aside", "{}")
    assert checked.report.exit_code == 0


@pytest.mark.parametrize("name", ["List 3", "List_3", "list 3 - referrals", "LIST03", "Referrals", "Sheet1"])
def test_sheets_are_known_by_number_name_or_headers(tmp_path: Path, name: str) -> None:
    title: list[list[Cell]] = [["Northshire: referrals"], [], ["OFFICIAL"]]
    header = ["CHILD  UNIQUE-ID", "Sex", "Age of Child (Years)", "DOB", "Referral date", "Source of referral"]
    row: list[Cell] = [101, "F", 13, "01/05/2012", date(2025, 5, 6), "j) 3D: Health services"]
    guidance: list[list[Cell]] = [["Date of Referral", "the day it came"]]
    checked = council(tmp_path, {"Guidance": guidance, name: [*title, header, row]})
    [line] = checked.events.rows(named=True)
    assert (line["event"], line["counterparty"], line["row"], line["sheet"]) == (
        "referral",
        "health",
        5,
        name,
    )
    assert line["event_id"] == "3-5-referral"
    assert "sheet-not-read" not in rules(checked)


def test_a_cell_that_cannot_be_costs_its_own_event_and_nothing_else(tmp_path: Path) -> None:
    header = [
        *COMMON,
        "Date Started to be Looked After",
        "Date Ceased to be Looked After",
        "Date of Last Dental Check",
    ]
    rows: list[list[Cell]] = [
        [*ANN, date(2025, 6, 1), date(2025, 5, 1), date(2025, 7, 1)],
        [*BEN, date(2025, 6, 1), None, "not yet"],
        [103, None, None, date(2015, 1, 1), 10, date(2025, 6, 1), None, date(2025, 7, 1)],
    ]
    checked = council(tmp_path, {"List 8": [header, *rows]})
    assert only(checked, "end-before-start").column == "Date Ceased to be Looked After"
    assert only(checked, "date-unreadable").value == "not yet"
    assert {row[0] for row in events(checked)} == {
        "8-2-care",
        "8-2-dental",
        "8-3-care",
        "8-4-care",
        "8-4-dental",
    }
    assert checked.people["person_id"].to_list() == ["101", "102", "103"]
    assert checked.set_aside.is_empty()
    [care] = checked.events.filter(pl.col("event_id") == "8-2-care").rows(named=True)
    assert (care["ended_precision"], care["ended_first"]) == ("unknown", care["started_first"])
    [waits] = checked.unusable_events.rows(named=True)
    assert (waits["event_id"], waits["person_id"], waits["started_first"]) == ("8-3-dental", "102", None)
    assert checked.files["cells_blanked"].to_list() == [2]


def test_a_people_file_gives_names_and_its_dates_of_birth_count(tmp_path: Path) -> None:
    header = [*COMMON, "Date of Contact", "Contact Source"]
    rows: list[list[Cell]] = [[*ANN, date(2025, 5, 6), "q) 6: Police"], [*BEN, date(2025, 5, 6), "x"]]
    people = "person_id,forename,surname,date_of_birth,postcode\n"
    people += "101,Ann,Example,2012-05-02,NS1 4AB\n200,Sib,Example,2015,\n"
    checked = council(tmp_path, {"List 1": [header, *rows]}, people=people)
    ann, sib, ben = checked.people.rows(named=True)
    assert (ann["forename"], str(ann["born_first"]), ann["sex"], ann["file"]) == (
        "Ann",
        "2012-05-02",
        "female",
        "people.csv",
    )
    assert (sib["person_id"], ben["person_id"], ben["forename"], ben["file"]) == (
        "200",
        "102",
        None,
        "annex a.xlsx",
    )
    differ = only(checked, "births-differ")
    assert (differ.value, differ.row, differ.sheet, differ.severity) == ("2012-05-01", 2, "List 1", "query")
    assert only(checked, "no-names-for-some").severity == "not_evaluated"
    assert checked.events["counterparty"].to_list() == ["police", None]


def test_without_a_people_file_children_stay_and_the_report_says_so(tmp_path: Path) -> None:
    checked = council(tmp_path, {"List 1": [[*COMMON, "Date of Contact"], [*ANN, date(2025, 5, 6)]]})
    assert checked.people.height == 1
    assert only(checked, "no-names-at-all").severity == "not_evaluated"
    missing = [issue.value for issue in checked.report.issues if issue.rule == "list-missing"]
    assert len(missing) == 9
    assert checked.report.exit_code == 0


def test_what_stands_in_two_workbooks_is_one_event_and_told(tmp_path: Path) -> None:
    sheet: list[list[Cell]] = [[*COMMON, "Date of Contact"], [*ANN, date(2025, 5, 6)]]
    more: list[list[Cell]] = [*sheet, [*ANN, date(2025, 5, 9)]]
    workbook(tmp_path / "council" / "zz second.xlsx", {"List 1": more})
    checked = council(tmp_path, {"List 1": sheet})
    assert [row[0] for row in events(checked)] == ["1-2-contact", "1.2-3-contact"]
    told = only(checked, "event-in-two-returns")
    assert told.file == "zz second.xlsx" and ".xlsx, sheet List 1, row 2" in told.message
    assert "zz second" not in told.message and "list-event-again" not in rules(checked)


def test_what_stands_twice_in_a_list_is_asked_about_with_the_row_before_it(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        [*COMMON, "Date of Contact"],
        [*ANN, date(2025, 5, 6)],
        [*ANN, date(2025, 5, 7)],
    ]
    checked = council(tmp_path, {"List 1": [*rows, [*ANN, date(2025, 5, 7)], [*ANN, date(2025, 5, 7)]]})
    again = only(checked, "list-event-again")
    assert "sheet List 1, row 3" in again.message


def test_columns_and_codes_can_be_mapped_and_events_sent_beside(tmp_path: Path) -> None:
    (tmp_path / "council").mkdir()
    beside = "event_id,person_id,event,started,counterparty,source_ref\n"
    beside += "X1,101,conference_invitation,2025-05-08,police,L\n"
    (tmp_path / "council" / "events.csv").write_text(beside)
    extra = '[columns.list_1]\ncontact_date = "Dt Recvd"\n'
    checked = council(tmp_path, {"List 1": [[*COMMON, "Dt Recvd"], [*ANN, date(2025, 5, 6)]]}, extra=extra)
    assert {row[1] for row in events(checked)} == {"contact", "conference_invitation"}


def test_an_expected_birth_in_the_lists_is_an_unborn_child(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        [101, None, None, date(2026, 7, 1), None, date(2026, 3, 1)],
        [102, None, None, date(2031, 1, 1), None, date(2026, 3, 1)],
    ]
    checked = council(tmp_path, {"List 1": [[*COMMON, "Date of Contact"], *rows]})
    assert checked.people.select("person_id", "unborn").rows() == [("101", True), ("102", False)]
    assert only(checked, "birth-in-future").row == 3
    assert checked.people["born_first"][1] is None


@pytest.mark.skipif(not SAMPLE.exists(), reason="the public sample is not beside the checkout (shared/data)")
def test_the_public_sample_is_read_whole(tmp_path: Path) -> None:
    below = tmp_path / "council"
    below.mkdir()
    (below / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    manifest = toml(sender="top-town", agency="council", schema="annex-a", covers=[]).replace(
        "covers = []\n", ""
    )
    manifest = (
        manifest.replace("2025-04-01", "2020-09-16")
        .replace("2026-03-31", "2021-03-15")
        .replace("2026-04-14", "2021-03-16")
    )
    (below / "return.toml").write_text(manifest)
    checked = check(tmp_path)
    adds_up(checked)
    receipt = checked.files.select("sheet", "rows_in", "rows_used").rows()
    expected = [
        (1, 5, 5),
        (2, 5, 5),
        (3, 6, 6),
        (4, 5, 5),
        (5, 5, 5),
        (6, 5, 5),
        (7, 7, 7),
        (8, 5, 5),
        (9, 6, 6),
        (10, 5, 5),
        (11, 5, 0),
    ]
    assert receipt == [(f"List {number}", found, used) for number, found, used in expected]
    assert {issue.rule for issue in checked.report.issues if issue.severity == "error"} == {
        "list-before-birth"
    }
    assert "column-unknown" not in rules(checked)
    assert checked.events.filter(pl.col("event") == "initial_conference")[
        "outcome"
    ].drop_nulls().unique().to_list() == ["plan"]
    assert checked.people["person_id"].n_unique() == checked.people.height
