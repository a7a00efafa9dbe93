"""What tells one obligation from another, and how it stands."""

from dataclasses import dataclass
from datetime import date, datetime

from conspectus.example_area.truth_facts import Fact, day_of, within
from conspectus.terms import Agency


@dataclass(frozen=True, slots=True)
class Key:
    """What tells one obligation of a child from another."""

    duty: str
    part: str
    agency: Agency
    counterparty: str
    trigger_ref: str
    n: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an obligation stands under one reading, or under all."""

    status: str
    due: date | None
    response_ref: str


def standing(answer: Fact | None, due: datetime, as_of: datetime) -> Outcome:
    """Met, late, missed or not yet due."""
    if answer is not None:
        return Outcome("met" if within(answer, due) else "late", day_of(due), answer.row.ref)
    return Outcome("missed" if due < as_of else "not_yet_due", day_of(due), "")
