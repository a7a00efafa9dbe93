"""Hidden sheets, rows and columns are told; a hidden sheet is used only where return.toml names it."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from tests.records.returns.wild.annex import CHILD, ENQUIRY, PEOPLE_OF_LISTS, ROSA, annex_a
from tests.records.returns.wild.finding import ICPC, Found, at, found
from tests.records.returns.wild.making import (
    EVENTS,
    HEADER,
    PEOPLE,
    SOUND,
    Sheet,
    cells,
    dated,
    send,
    swap,
    workbook,
)

MORE = dated(cells(HEADER + "X1,K1,initial_conference,2025-09-05,,plan,,OLD\n"))
NOW = dated(cells(EVENTS))


def _sent(area: Path, sheets: dict[str, Sheet], *, more: str = "") -> Found:
    return found(send(area, {"people.csv": PEOPLE, "events.xlsx": workbook(sheets)}, more=more)).adds_up()


def test_a_hidden_sheet_that_is_named_is_used(area: Path) -> None:
    sheets = {"events": Sheet(NOW), "events old": Sheet(MORE, hidden=True)}
    told = _sent(area, sheets, more='sheets = ["events", "events old"]\n')
    assert told.event_ids() == {"A1", "A2", "A3", "A4", "X1"}
    assert told.row("files", sheet="events old")["rows_used"] == 1


CONFERENCE = "A4,K2,initial_conference,2025-09-29,,plan,,N4\n"
WITHOUT = dated(cells(swap(EVENTS, CONFERENCE, "")))


def test_what_a_hidden_sheet_could_answer_waits_for_it(area: Path) -> None:
    old = dated(cells(HEADER + "X9,K1,strategy_discussion,2025-03-01,,section_47,,OLD\n" + CONFERENCE))
    told = _sent(area, {"events": Sheet(WITHOUT), "events old": Sheet(old, hidden=True)})
    assert told.statuses(ICPC) == {"K1": ["met"], "K2": ["indeterminate"]}
    assert told.statuses(ICPC, column="waits_on")["K2"] == [[at("events.xlsx", 3, sheet="events old")]]
    assert "events old row 3" in told.reason(ICPC, "K2")
    assert told.row("duty_figures", duty=ICPC)["waiting"] == 1
    assert told.event_ids() == {"A1", "A2", "A3"}
    assert (
        told.issues(rule="covered-but-none") == []
        and "not done" not in told.issue(rule="sheet-hidden").message
    )


def test_a_word_that_only_a_hidden_sheet_holds_is_not_said_to_be_none(area: Path) -> None:
    old = dated(cells(HEADER + CONFERENCE))
    triggers = [row for row in WITHOUT if "initial_conference" not in row]
    told = _sent(area, {"events": Sheet(triggers), "events old": Sheet(old, hidden=True)})
    assert told.statuses(ICPC) == {"K1": ["missed"], "K2": ["indeterminate"]}
    assert told.issues(rule="covered-but-none") == []


def test_a_hidden_copy_of_what_is_used_changes_nothing(area: Path) -> None:
    told = _sent(area, {"events": Sheet(NOW), "events copy": Sheet(NOW, hidden=True)})
    assert told.statuses(ICPC) == SOUND
    assert told.row("duty_figures", duty=ICPC)["unusable_triggers"] == 0


def test_words_of_a_hidden_sheet_that_nobody_understands_are_not_covered(area: Path) -> None:
    strange = cells("Ref,Client number,What,When\nZ1,K2,initial_conference,02/09/2025\n")
    told = _sent(area, {"events": Sheet(WITHOUT), "Sheet2": Sheet(strange, hidden=True)})
    assert told.statuses(ICPC) == {"K1": ["not_evaluated"], "K2": ["not_evaluated"]}
    assert told.issue(rule="sheet-hidden").sheet == "Sheet2"


@pytest.mark.parametrize(("hidden", "status"), [(False, "missed"), (True, "indeterminate")])
def test_what_a_hidden_list_could_answer_waits_for_it(area: Path, hidden: bool, status: str) -> None:
    old = [CHILD + ENQUIRY, [*ROSA, date(2025, 9, 1), "b) No", date(2025, 9, 18), "a) Yes"]]
    book = annex_a(conference=None, more={"List_5 old": Sheet(old, hidden=True)} if hidden else None)
    sent: dict[str, str | bytes] = {"annex-a.xlsx": book, "people.csv": PEOPLE_OF_LISTS}
    told = found(send(area, sent, schema="annex-a", covers=None)).adds_up()
    assert told.statuses(ICPC) == {"5001": [status], "5002": ["late"]}


def test_a_name_of_no_sheet_is_told(area: Path) -> None:
    told = _sent(
        area, {"events": Sheet(NOW), "events old": Sheet(MORE, hidden=True)}, more='sheets = ["old events"]\n'
    )
    issue = told.issue(rule="sheet-not-there")
    assert (issue.value, issue.severity, issue.file) == ("old events", "error", "return.toml")


def test_a_hidden_sheet_alone_is_no_table(area: Path) -> None:
    told = _sent(area, {"about": Sheet([["Eastmoor"]]), "events": Sheet(NOW, hidden=True)})
    assert told.rows("events") == []
    assert told.issues(file="events.xlsx", sheet="events")


@pytest.mark.parametrize(
    ("hidden", "names"),
    [({"hidden_rows": (2,)}, "3"), ({"hidden_columns": (5,)}, "outcome")],
    ids=["a row", "a column"],
)
def test_what_is_hidden_within_a_sheet_is_told(
    area: Path, hidden: dict[str, tuple[int, ...]], names: str
) -> None:
    told = _sent(area, {"events": Sheet(NOW, **hidden)})  # type: ignore[arg-type]
    [issue] = told.issues(file="events.xlsx", sheet="events", names="hidden")
    assert names in f"{issue.row} {issue.column} {issue.value} {issue.message}"
    assert told.event_ids() == {"A1", "A2", "A3", "A4"} and told.statuses(ICPC) == SOUND


def test_what_is_hidden_in_a_sheet_that_is_not_used_is_not_told(area: Path) -> None:
    prose = [["How we made this export"], ["In June"], ["and July"]]
    told = _sent(area, {"events": Sheet(NOW), "Notes": Sheet(prose, hidden_rows=(1,))})
    assert told.issues(names="row 2") == [] and told.statuses(ICPC) == SOUND


def test_a_hidden_sheet_of_an_old_workbook_is_told_and_not_used(area: Path) -> None:
    xlwt = pytest.importorskip("xlwt", reason="needs xlwt, which writes old .xls workbooks")
    book = xlwt.Workbook()
    for name, rows in (
        ("events", cells(EVENTS)),
        ("events old", cells(HEADER + "X1,K1,initial_conference,2025-09-05")),
    ):
        sheet = book.add_sheet(name)
        for number, line in enumerate(rows):
            for place, cell in enumerate(line):
                sheet.write(number, place, cell)
    sheet.visibility = 1
    held = BytesIO()
    book.save(held)
    told = found(send(area, {"people.csv": PEOPLE, "events.xls": held.getvalue()})).adds_up()
    assert told.issues(file="events.xls", sheet="events old")
    assert told.event_ids() == {"A1", "A2", "A3", "A4"}
