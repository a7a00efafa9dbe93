"""Hidden sheets, rows and columns are told; a hidden sheet is used only where return.toml names it."""

from io import BytesIO
from pathlib import Path

import pytest

from tests.records.returns.wild.finding import ICPC, Found, found
from tests.records.returns.wild.making import (
    EVENTS,
    HEADER,
    PEOPLE,
    SOUND,
    Sheet,
    cells,
    dated,
    send,
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
