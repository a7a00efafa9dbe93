"""Whatever one cell of a sound return is spoilt to: it accuses nobody, and it clears nobody in silence."""

from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.records.returns.wild.finding import ICPC, VISITS, Found, found
from tests.records.returns.wild.making import HEADER, PEOPLE, ZERO_WIDTH, council

# A small return that holds each kind of row: a trigger, an answer, a lift, a state that ends and one that lasts,
# answers one to one, and a silence of its own (K3's).
EVENTS = (
    HEADER
    + """
A1,K1,strategy_discussion,2025-09-01,,section_47,,N1
A2,K1,initial_conference,2025-09-18,,plan,,N2
A3,K2,strategy_discussion,2025-09-01,,section_47,,N3
A4,K2,section_47_ended,2025-09-10,,no_conference,,N4
A5,K3,strategy_discussion,2025-09-01,,section_47,,N5
A6,K1,child_protection_plan,2025-09-18,2025-10-08,neglect,,N6
A7,K1,plan_visit,2025-09-29,,seen,,N7
A8,K2,child_protection_plan,2026-03-16,,neglect,,N8
A9,K2,plan_visit,2026-03-20,,seen_alone,,N9
B1,K1,referral,2025-08-28,,,education,N10
B2,K1,referral_decision,2025-08-29,,strategy_discussion,,N11
""".lstrip()
)
CHILDREN = PEOPLE + "K3,Wren,Oakes,2012-02-02,female,ZZ5 5DD\n"
COVERS = (
    "strategy_discussion", "initial_conference", "section_47_ended", "child_protection_plan", "plan_visit",
    "referral", "referral_decision",
)  # fmt: skip
DUTIES = (ICPC, VISITS, "referral-decision")

SPELLINGS = (
    "31/02/2025", "32/13/2025", "31/11/20255", "2025-13-01", "25:61", "soon", "tbc", "?", "-", "N/A", "n/k", "NULL",
    "see notes", "#REF!", "#N/A", "#VALUE!", "1.23E+11", "not yet known", "Ã©", '"', "'",
)  # fmt: skip
# What systems write for none. In `ended` each of them is another valid value, an open end.
NONES = ("0", "00/01/1900", "1900-01-00", "31/12/9999", ZERO_WIDTH)


class Spoilt(NamedTuple):
    """Which cell was replaced, by what."""

    file: str
    row: int
    column: str
    value: str


def _cells() -> list[tuple[str, int, str]]:
    found = []
    for file, text in (("people.csv", CHILDREN), ("events.csv", EVENTS)):
        header, *lines = text.splitlines()
        for row, line in enumerate(lines, start=2):
            for column, cell in zip(header.split(","), line.split(","), strict=True):
                if cell or column == "ended":
                    found.append((file, row, column))
    return found


SPOILING = st.sampled_from(
    [
        Spoilt(*cell, value)
        for cell in _cells()
        for value in (SPELLINGS if cell[2] == "ended" else SPELLINGS + NONES)
    ]
)


@settings(
    max_examples=18, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(spoilt=SPOILING)
@example(spoilt=Spoilt("events.csv", 3, "started", "31/02/2025"))  # the answer's day
@example(spoilt=Spoilt("events.csv", 3, "event", "?"))  # what it was
@example(spoilt=Spoilt("events.csv", 3, "person_id", "N/A"))  # whose it was
@example(spoilt=Spoilt("events.csv", 5, "outcome", "see notes"))  # what the lift says
@example(spoilt=Spoilt("events.csv", 8, "outcome", "tbc"))  # whether the child was seen
@example(spoilt=Spoilt("events.csv", 7, "ended", "#REF!"))  # whether the plan lasts
@example(spoilt=Spoilt("people.csv", 2, "date_of_birth", "31/02/2025"))
def test_one_cell_spoilt(spoilt: Spoilt) -> None:
    before, after = _sound(), _built(spoilt)
    accused = _standing(after, "late", "missed") - _standing(before, "late", "missed")
    assert not accused, f"{spoilt} accuses: {accused}"
    cleared = _standing(after, "met") - _standing(before, "met")
    assert not cleared or _named(after, spoilt), (
        f"{spoilt} clears in silence: {cleared}; told: {after.told()}"
    )


def test_the_sound_return_holds_every_kind() -> None:
    sound = _sound()
    assert sound.statuses(ICPC) == {"K1": ["met"], "K2": ["exempt"], "K3": ["missed"]}
    assert sound.statuses("referral-decision") == {"K1": ["met"]}
    assert {"met"} <= set(sound.statuses(VISITS)["K1"])
    assert "not_yet_due" in sound.statuses(VISITS)["K2"] or "met" in sound.statuses(VISITS)["K2"]
    assert not sound.errors


@cache
def _sound() -> Found:
    return _built(None)


def _built(spoilt: Spoilt | None) -> Found:
    """What comes of the return with that cell replaced."""
    people, events = (
        _replaced(text, file, spoilt) for text, file in ((CHILDREN, "people.csv"), (EVENTS, "events.csv"))
    )
    with TemporaryDirectory() as folder:
        return found(council(Path(folder, "returns"), people=people, events=events, covers=COVERS), *DUTIES)


def _replaced(text: str, file: str, spoilt: Spoilt | None) -> str:
    if spoilt is None or spoilt.file != file:
        return text
    lines = [line.split(",") for line in text.splitlines()]
    value = '""""' if spoilt.value == '"' else spoilt.value
    lines[spoilt.row - 1][lines[0].index(spoilt.column)] = value
    return "\n".join(",".join(line) for line in lines) + "\n"


def _standing(told: Found, *statuses: str) -> Counter[tuple[str, str, str]]:
    """How many obligations of each duty and child stand so."""
    return Counter(
        (duty, child, status)
        for duty in DUTIES
        for child, stand in told.statuses(duty).items()
        for status in stand
        if status in statuses
    )


def _named(told: Found, spoilt: Spoilt) -> bool:
    """Whether an issue leads to the cell: by its file and row, its column or its value."""
    return any(
        issue.row == spoilt.row or issue.column == spoilt.column or spoilt.value in issue.value
        for issue in told.issues(file=spoilt.file)
    )
