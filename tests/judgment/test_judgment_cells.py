"""How ratings settle a cell."""

import pytest

from conspectus.judgment import Rating, judge
from conspectus.terms import Bearing, CellState
from tests.judgment.judgment_making import (
    COUNCIL,
    HEALTH,
    POLICE,
    cap,
    everywhere,
    evidence,
    judged,
    rating,
    small,
)

FRAMEWORK = small(cap("one-low", "requires_improvement", 1, "inadequate"))


def alone(inspector: str, level: str, **more: object) -> Rating:
    """An independent rating of a1/police."""
    return rating("a1", POLICE, level, stage="independent", inspector=inspector, **more)


@pytest.mark.parametrize(
    ("ratings", "state", "level", "why"),
    [
        ([], CellState.MISSING, None, "Nobody has rated it"),
        ([rating("a1", POLICE, "good")], CellState.EXAMINED, "good", ""),
        (
            [rating("a1", POLICE, "good", evidence_ids=())],
            CellState.WITHOUT_EVIDENCE,
            "good",
            "on no evidence",
        ),
        (
            [rating("a1", POLICE, "good", evidence_ids=("nowhere",))],
            CellState.WITHOUT_EVIDENCE,
            "good",
            "on no evidence",
        ),
        ([rating("a1", POLICE, "not_evidenced")], CellState.NOT_EVIDENCED, None, "nothing to go by"),
        ([rating("a1", POLICE, "not_applicable")], CellState.NOT_APPLICABLE, None, ""),
        ([rating("a1", POLICE, "not_applicable", rationale="")], CellState.MISSING, None, "Nobody"),
        ([rating("a1", POLICE, "good", rationale="")], CellState.MISSING, None, "Nobody"),
        ([rating("a1", POLICE, "good", inspectorate="ofsted")], CellState.MISSING, None, "Nobody"),
        ([rating("a1", POLICE, "splendid")], CellState.MISSING, None, "Nobody"),
        ([alone("A", "good")], CellState.MISSING, None, "Only one inspector"),
        ([alone("A", "good"), alone("A", "good", id="again")], CellState.MISSING, None, "Only one"),
        ([alone("A", "good"), alone("B", "good")], CellState.EXAMINED, "good", ""),
        (
            [alone("A", "good"), alone("B", "inadequate")],
            CellState.MISSING,
            None,
            "differ (good, inadequate)",
        ),
        (
            [alone("A", "good"), alone("B", "inadequate"), rating("a1", POLICE, "inadequate")],
            CellState.EXAMINED,
            "inadequate",
            "",
        ),
        (
            [rating("a1", POLICE, "good"), rating("a1", POLICE, "inadequate", inspector="B")],
            CellState.MISSING,
            None,
            "Keep one",
        ),
    ],
)
def test_settling(ratings: list[Rating], state: CellState, level: str | None, why: str) -> None:
    cell = judged(FRAMEWORK, *ratings).cell("a1/police")
    assert (cell.state, cell.level) == (state, level)
    assert why in cell.why
    assert bool(why) == bool(cell.why)


def test_what_does_not_count_is_set_aside_with_its_reason() -> None:
    judgment = judged(FRAMEWORK, rating("a1", POLICE, "good", inspectorate="ofsted"))
    assert [(one.cell, one.why) for one in judgment.set_aside] == [
        ("a1/police", "ofsted does not lead for police: hmicfrs does")
    ]


def test_evidence_for_and_against_are_told_apart() -> None:
    found = judge(
        FRAMEWORK,
        ratings=[rating("a1", POLICE, "good", evidence_ids=("x", "y"))],
        evidence=[evidence("x"), evidence("y", Bearing.AGAINST)],
        agencies=FRAMEWORK.looks_at,
    ).cell("a1/police")
    assert (found.evidence_for, found.evidence_against) == (("x",), ("y",))


def test_only_examined_cells_weigh() -> None:
    ratings = everywhere(FRAMEWORK, "good")
    ratings["a1/police"] = rating("a1", POLICE, "inadequate", evidence_ids=())
    assert (
        judged(FRAMEWORK, *ratings.values()).overall.level == "outstanding"
    )  # no cap holds, none asks coverage
    ratings["a1/police"] = rating("a1", POLICE, "inadequate")
    assert judged(FRAMEWORK, *ratings.values()).overall.level == "requires_improvement"


def test_what_another_framework_looks_at_is_not_seen_and_counted() -> None:
    narrow = FRAMEWORK.model_copy(update={"area": FRAMEWORK.area[:1]})
    judgment = judge(
        narrow,
        ratings=everywhere(FRAMEWORK, "good").values(),
        evidence=[evidence(), evidence("b", agency=HEALTH, criteria=("b1", "b2"))],
        agencies=[COUNCIL, HEALTH],
    )
    assert [(one.agency, one.cells, one.ratings, one.evidence) for one in judgment.not_seen] == [
        (COUNCIL, ("b1/council", "b2/council"), 2, 0),
        (POLICE, ("b1/police", "b2/police"), 2, 0),
        (HEALTH, ("b1/health", "b2/health"), 2, 1),
    ]
