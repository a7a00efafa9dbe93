"""Each theme's pattern: one history that fits, and a near miss that does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from tests.records.small_area import put_area

from conspectus.definitions import patterns
from conspectus.records.chronology import join
from conspectus.records.dates import day_end
from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.records.patterns import find

AS_OF = day_end(date(2026, 6, 30))


@dataclass(frozen=True)
class Case:
    """A history that fits on its last line's day; each replacement of one line is a near miss."""

    theme: str
    fits: tuple[str, ...]
    visible_on: date
    holders: tuple[str, ...]
    instead: tuple[str, str]  # the line that is replaced, and by what
    related: tuple[tuple[str, str, str], ...] = ()


CASES = [
    Case(
        "domestic-abuse",
        (
            "2026-01-10T22:00 domestic_abuse_incident medium agency=police",
            "2026-02-14T23:30 domestic_abuse_incident high agency=police",
            "2026-02-20 probation_breach child=DAD agency=probation",
            "2026-03-02 school_concern agency=education",
        ),
        date(2026, 3, 2),
        ("education", "police", "probation"),
        # The second incident is nobody's: one is not two.
        ("2026-02-14T23:30 domestic_abuse_incident high agency=police", "2026-02-14 arrest agency=police"),
        related=(("DAD", "parent", "A"),),
    ),
    Case(
        "neglect",
        (
            "2026-01-12 not_brought agency=health",
            "2026-02-09 not_brought agency=health",
            "2026-03-02 school_concern agency=education",
            "2026-03-09 disclosure agency=voluntary",
        ),
        date(2026, 3, 9),
        ("education", "health", "voluntary"),
        # The appointment was missed more than 180 days before.
        ("2026-01-12 not_brought agency=health", "2025-09-10 not_brought agency=health"),
    ),
    Case(
        "criminal-exploitation",
        (
            "2026-01-20 suspension agency=education",
            "2026-02-01 emergency_attendance injury agency=health",
            "2026-02-08 intelligence weapons child=MAN agency=police",
        ),
        date(2026, 2, 8),
        ("education", "health", "police"),
        # Police know the associate for something else.
        (
            "2026-02-08 intelligence weapons child=MAN agency=police",
            "2026-02-08 arrest child=MAN agency=police",
        ),
        related=(("MAN", "associate", "A"),),
    ),
    Case(
        "sexual-abuse-in-the-family",
        (
            "2026-01-15 arrest child=MAN agency=police",
            "2026-02-03 school_concern agency=education",
            "2026-02-20 sexual_health_attendance agency=health",
        ),
        date(2026, 2, 20),
        ("education", "health", "police"),
        # The arrest is of somebody who is not alleged to have harmed this child.
        ("2026-01-15 arrest child=MAN agency=police", "2026-01-15 arrest child=OTHER agency=police"),
        related=(("MAN", "alleged_harm", "A"),),
    ),
]


@pytest.fixture
def engine() -> Iterator[Engine]:
    with DuckDBEngine() as engine:
        yield engine


def found(
    engine: Engine, case: Case, lines: tuple[str, ...], table: str = "silo_gaps"
) -> list[tuple[object, ...]]:
    put_area(engine, list(lines), related=case.related, adults={"DAD", "MAN", "OTHER"})
    join(engine)
    find(engine, [patterns()[case.theme]], as_of=AS_OF)
    return engine.rows(f"select child_id, visible_on, holders from {table}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.theme)
def test_a_history_that_fits_is_a_gap(engine: Engine, case: Case) -> None:
    assert found(engine, case, case.fits) == [("A", case.visible_on, list(case.holders))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.theme)
def test_a_strategy_discussion_in_time_closes_it(engine: Engine, case: Case) -> None:
    discussed = (*case.fits, f"{case.visible_on} strategy_discussion section_47 agency=council")
    assert found(engine, case, discussed) == []
    assert len(found(engine, case, discussed, "pattern_fits")) == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.theme)
def test_a_near_miss_does_not_fit(engine: Engine, case: Case) -> None:
    old, new = case.instead
    assert old in case.fits
    near = tuple(new if line == old else line for line in case.fits)
    assert found(engine, case, near, "pattern_fits") == []


def test_every_theme_but_the_first_has_its_case_here() -> None:
    assert {case.theme for case in CASES} == set(patterns()) - {"cse"}
    assert not any(pattern.confirmed for pattern in patterns().values())
    assert all(pattern.at_least_agencies >= 2 for pattern in patterns().values())
