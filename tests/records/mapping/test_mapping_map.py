"""`conspectus map` and what `conspectus check` then reads."""

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from conspectus.records.returns import Checked, check
from tests.commands import conspectus
from tests.records.returns.returns_kit import Cell, workbook

HEAD = (
    "Pupil Ref,Family Name,Given Name,Born,Logged At,What Happened,Told,Encompass Recd Date,Next Check Due\n"
)
ROWS = (
    "SCHOOL EXPORT,,,,,,,,\n" + HEAD
    + 'P100,"O’Neill, Smith",Ann,13/02/2012,14/05/2025 09:10,Safeguarding concern,Police,,01/09/2025\n'
    "P101,Brown,Bo,01/03/2013,15/05/2025 10:00,Suspended,,16/05/2025,01/09/2025\n"
    "P101,Brown,Bo,01/03/2013,20/05/2025 10:00,Lost jumper,,,\n"
    "P102,Green,Cy,02/04/2014,21/05/2025 11:00,Lost jumper,,not yet,\n"
)  # fmt: skip
PERIOD = ("--from", "2025-04-01", "--to", "2026-03-31")


def _mapped(tmp_path: Path, *exports: Path, agency: str = "education", expect: int = 0) -> Path:
    out = tmp_path / "northshire"
    conspectus("map", *exports, "--agency", agency, "--out", out, *PERIOD, expect=expect)
    return out


def _file(tmp_path: Path, text: str, name: str = "export.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def _settle(out: Path, *pairs: tuple[str, str]) -> None:
    path = out / "return.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def _events(checked: Checked) -> set[tuple[int, str, str]]:
    return {
        (row, person, event)
        for row, person, event in checked.events.select("row", "person_id", "event").rows()
    }


def _rules(checked: Checked) -> set[str]:
    return {one.rule for one in checked.report.issues}


def test_an_export_is_mapped_and_read_with_what_is_open_left_out(tmp_path: Path) -> None:
    out = _mapped(tmp_path, _file(tmp_path, ROWS), expect=1)  # nobody knows a lost jumper
    found = json.loads((out / "mapping.json").read_text(encoding="utf-8"))
    shipped = files("conspectus") / "schemas" / "mapping.schema.json"
    jsonschema.validate(found, json.loads(shipped.read_text(encoding="utf-8")))
    (table,) = found["tables"]
    assert {one["name"]: one["proposal"] for one in table["columns"]} == {
        "Pupil Ref": "person",
        "Family Name": "name", "Given Name": "name", "Born": "date_of_birth", "Logged At": "moment",
        "What Happened": "word", "Told": "with_whom", "Encompass Recd Date": "moment", "Next Check Due": "nothing",
    }  # fmt: skip
    assert set(table["columns"][0]) == {"name", "kind", "filled", "samples", "proposal", "confidence"}
    assert {"value": "Lost jumper", "count": 2, "proposal": None} in table["words"]
    checked = check(out)
    assert {(row, event) for row, _, event in _events(checked)} == {
        (3, "school_concern"), (4, "suspension"), (4, "school_notification_received"),
    }  # fmt: skip
    receipt = checked.files.row(0, named=True)
    assert (receipt["rows_in"], receipt["rows_used"], receipt["rows_set_aside"]) == (4, 2, 2)
    assert "event-unknown" in _rules(checked)


INTERVIEWS = "Ref,Surname,Forename,DOB,Date,Type,Outcome,Officer Note\n" + "".join(
    f"R{number},Brown,Bo,01/03/2013,{number}/05/2025,MISPER - RETURN INTERVIEW,{came},note {number}\n"
    for number, came in enumerate(
        ("Completed", "RHI DONE", "Refused", "Offer made", "Not completed", "Left message", "Completed"),
        start=1,
    )
)


def test_what_came_of_an_event_is_proposed_by_its_words_and_nothing_by_guess(tmp_path: Path) -> None:
    out = _mapped(tmp_path, _file(tmp_path, INTERVIEWS), agency="police")
    found = json.loads((out / "mapping.json").read_text(encoding="utf-8"))["tables"][0]["outcomes"]
    assert {(one["value"], one["count"], one["proposal"]) for one in found} == {
        ("Completed", 2, "completed"), ("RHI DONE", 1, "completed"), ("Refused", 1, "declined"),
        ("Offer made", 1, "offered"), ("Not completed", 1, None), ("Left message", 1, None),
    }  # fmt: skip
    checked = check(out)
    came = dict(checked.events.select("row", "outcome").rows())
    assert [came[row] for row in (2, 3, 4, 5, 8)] == [
        "completed",
        "completed",
        "declined",
        "offered",
        "completed",
    ]
    assert "outcome-unknown" in _rules(checked)  # two rows whose outcome nobody knows
    _settle(out, ('declined = ["Refused"]', 'declined = ["Refused", "Left message", "Not completed"]'))
    again = _mapped(tmp_path, _file(tmp_path, INTERVIEWS), agency="police")
    assert "outcome-unknown" not in _rules(check(again))


def test_a_column_whose_words_are_no_outcome_of_its_event_is_not_read_as_one(tmp_path: Path) -> None:
    told = INTERVIEWS.replace("Completed", "Log 4").replace("RHI DONE", "Log 5").replace("Refused", "Log 6")
    out = _mapped(tmp_path, _file(tmp_path, told), agency="police")
    assert json.loads((out / "mapping.json").read_text(encoding="utf-8"))["tables"][0]["outcomes"] == []
    assert "\noutcome = " not in (out / "return.toml").read_text(encoding="utf-8")


def test_what_was_settled_is_kept_and_a_changed_export_says_what_changed(tmp_path: Path) -> None:
    out = _mapped(tmp_path, _file(tmp_path, ROWS), expect=1)
    _settle(out, ('# none = ["Lost jumper"]', 'none = ["Lost jumper"]'))
    settled = (out / "return.toml").read_text(encoding="utf-8")
    _mapped(tmp_path, _file(tmp_path, ROWS), expect=0)  # the same shape: no question
    assert (out / "return.toml").read_text(encoding="utf-8") == settled
    changed = ROWS.replace("Told,", "House,").replace("Suspended", "Kitchen fire")
    said = conspectus("map", _file(tmp_path, changed), "--agency", "education", "--out", out, expect=1)
    assert "new columns: House" in said and "columns gone: Told" in said and "new words: Kitchen fire" in said
    rules = _rules(check(out))
    assert "extract-column-new" in rules
    assert rules & {"columns-not-found", "extract-column-gone"}


def test_nobody_is_asked_and_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    empty = _file(tmp_path, "")
    _mapped(tmp_path, empty, expect=2)
    _mapped(tmp_path, tmp_path / "not-there.csv", expect=2)
    assert not (tmp_path / "northshire" / "return.toml").exists()


def test_the_people_of_another_tables_events_are_joined_by_number_in_the_roles_that_count(
    tmp_path: Path,
) -> None:
    incidents = "Incident No,Incident Type,Start Date,DV Grade\n" + "".join(
        f"I{number:04},{word},{day}/05/2025,\n"
        for number, word, day in ((1, "MISPER", 14), (2, "Domestic incident", 15), (3, "MISPER", 16))
    )
    people = (
        "Nominal Id,Incident No,Role,Surname,Forename,DOB\n"
        "N9001,I0001,Missing person,Brown,Bo,01/03/2013\nN9002,I0001,Witness,Brown,Di,01/03/1983\n"
        "N9003,I0002,Victim,Green,Cy,02/04/2014\nN9001,I0002,Victim,Brown,Bo,01/03/2013\n"
        "N9004,I0003,Witness,White,Ed,13/04/1980\n"
    )
    both = (_file(tmp_path, incidents, "incidents.csv"), _file(tmp_path, people, "people.csv"))
    checked = check(_mapped(tmp_path, *both, agency="police"))
    assert _events(checked) == {
        (2, "N9001", "missing_episode"),
        (3, "N9001", "domestic_abuse_incident"),
        (3, "N9003", "domestic_abuse_incident"),
    }
    assert "extract-nobody" in _rules(checked)  # of the third there is but a witness
    counts = checked.report.counts
    assert counts.rows_in == counts.rows_used + counts.rows_set_aside


def test_several_people_in_a_row_and_a_workbook_with_a_sheet_that_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "caseload.xlsx"
    rows: list[list[Cell]] = [
        ["CRN", "Surname", "Forename", "DOB", "CH1 Name", "CH1 DOB", "CP Conf Date", "CP Conf Att"],
        ["X10001", "Brown", "Di", "1983-03-01", "Bo Brown", "2013-03-01", "2025-05-14", "Y"],
        ["X10002", "White", "Ed", "1980-04-13", "WHITE, Fay", "2015-04-13", "2025-05-15", "N"],
    ]
    workbook(path, {"Caseload": rows, "Codes": [["Code", "Meaning"], ["Y", "attended"]]})
    checked = check(_mapped(tmp_path, path, agency="probation"))
    names = set(checked.people.select("forename", "surname").rows())
    assert names == {("Di", "Brown"), ("Ed", "White"), ("Bo", "Brown"), ("Fay", "WHITE")}
    assert _events(checked) == {(2, "X10001", "conference_attendance")}  # of the second nobody came


@pytest.mark.parametrize(
    ("was", "becomes"),
    [('word = "', 'word = "no_'), ('started = "', 'started = "No such '), ('columns = [', 'colums = [')],
)  # fmt: skip
def test_a_table_that_says_nonsense_is_told_by_its_place(tmp_path: Path, was: str, becomes: str) -> None:
    out = _mapped(tmp_path, _file(tmp_path, ROWS), expect=1)
    _settle(out, (was, becomes))
    (issue,) = [one for one in check(out).report.issues if one.rule == "return-key"][:1]
    assert issue.column.startswith("table.0")


LISTED = """Pupil Ref,Surname,Forename,Born,Seen,Time Seen,What Happened,Log No
P1,Brown,Bo,01/03/2013,"13/05/2025; 14/05/2025
20/05/2025",,Safeguarding concern,L1
P2,Green,Cy,02/04/2014,15/05/2025;16/05/2025,09:10;10:20,Safeguarding concern,L2
P3,White,Di,03/05/2014,17/05/2025;18/05/2025,09:10,Safeguarding concern,L3
P4,Black,Ed,03/06/2014,19/05/2025; rang,,Safeguarding concern,L4
"""
SAYS = """sender = "a-school"
agency = "education"
schema = "events-1"
period = { from = 2025-04-01, to = 2026-03-31 }
[[table]]
columns = ["Pupil Ref", "Surname", "Forename", "Born", "Seen", "Time Seen", "What Happened", "Log No"]
person = [{ person_id = "Pupil Ref", surname = "Surname", forename = "Forename", date_of_birth = "Born" }]
event = [{ event = "What Happened", started = "Seen", started_time = "Time Seen", event_id = "Log No" }]
[codes.event]
school_concern = ["Safeguarding concern"]
"""


def test_a_cell_that_lists_several_dates_gives_an_event_for_each(tmp_path: Path) -> None:
    _file(tmp_path, LISTED)
    _file(tmp_path, SAYS, "return.toml")
    checked = check(tmp_path)
    found = checked.events.select("person_id", "event_id", "started_text").rows()
    assert sorted(found) == [
        ("P1", "L1", "13/05/2025"), ("P1", "L1/2", "14/05/2025"), ("P1", "L1/3", "20/05/2025"),
        ("P2", "L2", "15/05/2025 09:10"), ("P2", "L2/2", "16/05/2025 10:20"),
        ("P3", "L3", "17/05/2025"), ("P3", "L3/2", "18/05/2025"),
    ]  # fmt: skip
    told = [one for one in checked.report.issues if one.rule == "extract-dates-unpaired"]
    assert [(one.row, one.column) for one in told] == [(4, "Seen")]  # nobody can say when on which day
    counts = checked.report.counts
    assert (counts.rows_in, counts.rows_used, counts.rows_set_aside) == (4, 3, 1)
