"""Annex A cell by cell: what one bad date would have shown is lost, and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from tests.records.returns.wild.annex import PEOPLE_OF_LISTS, annex_a
from tests.records.returns.wild.finding import ICPC, VISITS, Found, found
from tests.records.returns.wild.making import send

BAD = "31/11/2025"
ROSAS = {
    "strategy_discussion",
    "initial_conference",
    "child_protection_plan",
    "plan_visit",
    "review_conference",
}


def _sent(area: Path, book: bytes) -> Found:
    files: dict[str, str | bytes] = {"annex-a.xlsx": book, "people.csv": PEOPLE_OF_LISTS}
    return found(send(area, files, schema="annex-a", covers=None), ICPC, VISITS).adds_up()


@pytest.mark.parametrize(
    ("cell", "sheet", "lost", "enquiry"),
    [
        ("visit", "List_7", "plan_visit", "met"),
        ("review", "List_7", "review_conference", "met"),
        ("plan_start", "List_7", "child_protection_plan", "met"),
        ("conference", "List_5", "initial_conference", "indeterminate"),
    ],
)
def test_one_bad_date(area: Path, cell: str, sheet: str, lost: str, enquiry: str) -> None:
    told = _sent(area, annex_a(**{cell: BAD}))  # type: ignore[arg-type]
    assert {row["event"] for row in told.rows("events", person_id="5001")} == ROSAS - {lost}
    [error] = told.errors
    assert (error[3], error[4], error[6]) == (sheet, 2, BAD)
    assert told.statuses(ICPC) == {"5001": [enquiry], "5002": ["late"]}
    assert told.row("files", sheet=sheet)["rows_set_aside"] == 0
    assert told.blanked(sheet=sheet) == 1
    if enquiry == "indeterminate":
        assert told.statuses(ICPC, column="waits_on")["5001"] == [[at_list_5()]]


def at_list_5() -> str:
    return "eastmoor-council/annex-a.xlsx/List_5/2"


def test_a_bad_end_leaves_the_plan_with_both_readings(area: Path) -> None:
    told = _sent(area, annex_a(plan_end=BAD))
    plan = told.row("events", person_id="5001", event="child_protection_plan")
    assert (plan["started_first_day"], plan["ended_text"]) == (date(2025, 9, 18), BAD)
    assert plan["ended_precision"] is not None  # unknown, and not open
    assert not {"late", "missed"} & set(told.statuses(VISITS).get("5001", []))


def test_a_bad_date_of_birth_in_a_list_costs_the_cell(area: Path) -> None:
    told = _sent(area, annex_a(born="31/06/2010"))
    assert {row["event"] for row in told.rows("events", person_id="5001")} == ROSAS
    assert told.row("people", person_id="5001")["forename"] == "Rosa"
    assert told.statuses(ICPC) == {"5001": ["met"], "5002": ["late"]}
    assert told.issues(sheet="List_5", names="31/06/2010")


@pytest.mark.parametrize("error", ["#REF!", "#N/A"])
def test_an_error_of_excel_is_no_blank(area: Path, error: str) -> None:
    told = _sent(area, annex_a(conference=error))
    assert told.statuses(ICPC) == {"5001": ["indeterminate"], "5002": ["late"]}
    assert told.issue(sheet="List_5", row=2, names=error)


def test_a_blank_that_excel_writes_as_0_is_a_blank(area: Path) -> None:
    told = _sent(area, annex_a(plan_end=0))
    plan = told.row("events", person_id="5001", event="child_protection_plan")
    assert plan["ended_first"] is None
    assert told.errors == []
