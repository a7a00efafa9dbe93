"""A small Annex A: two lists with headers as councils' workbooks have them."""

from collections.abc import Mapping
from datetime import date

from tests.records.returns.wild.making import Cell, Rows, Sheet, workbook

PEOPLE_OF_LISTS = """
person_id,forename,surname,date_of_birth,sex,postcode
5001,Rosa,Fielding,2010-03-09,female,ZZ2 1AA
5002,Idris,Marlow,2013-11-21,male,ZZ3 4BB
""".lstrip()

CHILD: list[Cell] = [
    "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)",
    "Does the Child have a Disability",
]  # fmt: skip
ENQUIRY: list[Cell] = [
    "Strategy discussion initiating Section 47 Enquiry Start Date",
    "Was an Initial Child Protection Conference deemed unnecessary?",
    "Date of Initial Child Protection Conference",
    "Did the Initial Child Protection Conference Result in a Child Protection Plan",
]
PLAN: list[Cell] = [
    "Child Protection Plan Start Date", "Initial Category of Abuse", "Latest Category of Abuse",
    "Date of the Last Statutory Visit", "Was the Child Seen Alone?", "Date of latest review conference",
    "Child Protection Plan End Date",
]  # fmt: skip
ROSA: list[Cell] = ["5001", "b) Female", "WBRI", date(2010, 3, 9), 15, "b) No"]
IDRIS: list[Cell] = ["5002", "a) Male", "WBRI", date(2013, 11, 21), 11, "b) No"]


def annex_a(
    *,
    visit: Cell = date(2025, 9, 29),
    conference: Cell = date(2025, 9, 18),
    review: Cell = date(2025, 12, 1),
    plan_start: Cell = date(2025, 9, 18),
    plan_end: Cell = date(2026, 2, 20),
    born: Cell = date(2010, 3, 9),
    more: Mapping[str, Rows | Sheet] | None = None,
) -> bytes:
    """Lists 5 and 7 of two children: ten events, of which any of Rosa's may be spoilt; and `more` sheets."""
    rosa = [*ROSA[:3], born, *ROSA[4:]]
    enquiries: list[list[Cell]] = [
        CHILD + ENQUIRY,
        [*rosa, date(2025, 9, 1), "b) No", conference, "a) Yes"],
        [*IDRIS, date(2025, 9, 1), "b) No", date(2025, 9, 29), "a) Yes"],
    ]
    plans: list[list[Cell]] = [
        CHILD + PLAN,
        [*ROSA, plan_start, "NEG", "NEG", visit, "a) Yes", review, plan_end],
        [*IDRIS, date(2025, 9, 29), "NEG", "NEG", date(2025, 10, 8), "a) Yes", date(2025, 12, 9), None],
    ]
    return workbook({"List_5": enquiries, "List_7": plans, **(more or {})})
