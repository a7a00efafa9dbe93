"""A cell that is wrong costs itself, never its row."""

from datetime import date
from pathlib import Path

import pytest

from tests.commands import conspectus
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

CELLS = [
    ("2025-09-18,,", "2025-09-18,2025-09-11,", "ended", "2025-09-11"),
    ("2025-09-18,,", "2025-09-18,soon,", "ended", "soon"),
    ("2025-09-18,,plan,,", "2025-09-18,,plan,the circus,", "counterparty", "the circus"),
]


@pytest.mark.parametrize(("old", "new", "column", "value"), CELLS, ids=[f"{c[2]} {c[3]}" for c in CELLS])
def test_an_optional_cell_of_an_event(area: Path, old: str, new: str, column: str, value: str) -> None:
    told = found(council(area, events=swap(EVENTS, old, new))).adds_up()
    assert told.statuses(ICPC) == SOUND
    assert told.rows("set_aside") == [] and len(told.rows("events")) == 4
    assert told.issues(file="events.csv", column=column, names=value)
    event = told.row("events", event_id="A2")
    assert event["ended_first_day"] in (None, date(2025, 9, 18))
    assert event["counterparty"] is None
    assert told.blanked(file="events.csv") == 1


@pytest.mark.parametrize(
    ("old", "new", "column", "kept"),
    [("female", "femme fatale", "sex", None), ("ZZ2 1AA", "nowhere at all", "postcode", None)],
)
def test_an_optional_cell_of_a_person(area: Path, old: str, new: str, column: str, kept: object) -> None:
    told = found(council(area, people=swap(PEOPLE, old, new))).adds_up()
    assert told.statuses(ICPC) == SOUND
    assert told.row("people", person_id="K1")[column] == kept
    assert told.issues(file="people.csv", names=new)
    assert told.blanked(file="people.csv") == 1


# ---------------------------------------------------------------------------------------------------- dates of birth

YEAR = (date(2010, 1, 1), date(2010, 12, 31))
BIRTHS: dict[str, list[tuple[date | None, date | None]]] = {
    "31/06/2010": [YEAR, (None, None)],
    "29/02/2010": [YEAR, (None, None)],
    "2010-13-45": [YEAR, (None, None)],
    "#N/A": [(None, None)],
    "01/01/1900": [(None, None)],
    "1900-01-01": [(None, None)],
    "00/01/1900": [(None, None)],
    "31/12/9999": [(None, None)],
    "09/03/2031": [(None, None)],  # born after the extraction
    "09/03/10": [(date(2010, 3, 9), date(2010, 3, 9))],
    "03/06/48": [(date(1948, 6, 3), date(1948, 6, 3))],
    "03/06/27": [(date(1927, 6, 3), date(1927, 6, 3))],  # taken in April 2026: 2027 cannot be
}


@pytest.mark.parametrize("born", BIRTHS)
def test_a_date_of_birth_leaves_the_person_with_what_is_left_of_it(area: Path, born: str) -> None:
    told = found(council(area, people=swap(PEOPLE, "2010-03-09", born))).adds_up()
    assert told.statuses(ICPC) == SOUND
    person = told.row("people", person_id="K1")
    assert (person["born_first"], person["born_last"]) in BIRTHS[born]
    assert (person["forename"], person["born_text"]) == ("Rosa", born)
    assert told.issues(file="people.csv", names=born)
    assert told.rows("set_aside") == [] and len(told.rows("events")) == 4


@pytest.mark.parametrize("expected", ["soon", "31/06/2026", "00/01/1900", "March"])
def test_an_expected_birth_that_cannot_be_read_leaves_the_person(area: Path, expected: str) -> None:
    people = PEOPLE.replace("sex,postcode", "sex,postcode,expected_date_of_birth")
    people += f"K3,Baby,Fielding,,,ZZ2 1AA,{expected}\n"
    told = found(council(area, people=people)).adds_up()
    person = told.row("people", person_id="K3")
    assert (person["surname"], person["postcode"]) == ("Fielding", "ZZ2 1AA")
    assert told.issues(file="people.csv", column="expected_date_of_birth", names=expected)
    assert told.statuses(ICPC) == SOUND


# ---------------------------------------------------------------------------------------------------- Excel's errors

SPOILT = {
    "people.xlsx": {(1, 1): "#N/A", (1, 3): "#VALUE!", (2, 5): "#REF!"},
    "events.xlsx": {(2, 5): "#N/A", (4, 3): "#REF!", (4, 6): "#N/A", (4, 7): "#DIV/0!"},
}


def test_each_error_of_excel_is_told_and_is_unknown(area: Path) -> None:
    books = {}
    for (name, spoilt), text in zip(SPOILT.items(), (PEOPLE, EVENTS), strict=True):
        rows = dated(cells(text))
        for (row, column), error in spoilt.items():
            rows[row][column] = error
        books[name] = workbook({name.partition(".")[0]: rows})
    told = found(send(area, books)).adds_up()
    for name, spoilt in SPOILT.items():
        header = cells(PEOPLE if name == "people.xlsx" else EVENTS)[0]
        for (row, column), error in spoilt.items():
            assert len(told.issues(file=name, row=row + 1, column=header[column], value=error)) == 1
    # K1's conference only lacks its outcome; K2's was sent, and nobody knows when.
    assert told.statuses(ICPC) == {"K1": ["met"], "K2": ["indeterminate"]}
    assert told.row("people", person_id="K1")["forename"] is None
    assert told.row("people", person_id="K2")["postcode"] is None
    assert told.blanked(file="people.xlsx") == 3


def test_an_error_of_excel_where_a_duty_asks_is_not_understood(area: Path) -> None:
    sent = EVENTS.replace(
        "A1,K1,strategy_discussion,2025-09-01,,section_47", "A1,K1,strategy_discussion,2025-09-01,,#N/A"
    )
    told = found(council(area, events=sent)).adds_up()
    assert told.statuses(ICPC) == {"K2": ["late"]}
    assert told.issue(file="events.csv", row=2, column="outcome", value="#N/A")


def test_a_blank_that_excel_writes_as_0_is_open(area: Path) -> None:
    rows = dated(cells(EVENTS))
    rows[2][4] = 0
    book = workbook({"events": rows})
    told = found(send(area, {"people.csv": PEOPLE, "events.xlsx": book})).adds_up()
    assert told.statuses(ICPC) == SOUND and told.errors == []
    assert told.row("events", event_id="A2")["ended_first"] is None
    assert told.issues(file="events.xlsx", row=3, column="ended", severity="query")


# ---------------------------------------------------------------------------------------------------- the report


def test_text_json_and_page_tell_the_same_cell_and_the_count(area: Path) -> None:
    council(area, events=swap(EVENTS, "2025-09-18,,", "2025-09-18,31/11/2025,"))
    for form in ("text", "json", "html"):
        said = conspectus("check", area, "--format", form, expect=1)
        assert "31/11/2025" in said and "events.csv" in said
        if form == "json":
            assert '"cells_blanked":1' in said.replace(" ", "")
