"""For every framework and every set of ratings: total, deterministic, monotone, and exactly robust."""

from collections.abc import Mapping
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from conspectus.definitions import Framework, When
from conspectus.judgment import Change, Judgment, Rating, judge
from conspectus.terms import Agency
from tests.judgment.judgment_making import LEADS, SCALE, evidence, rating, small

SELECTORS = st.fixed_dictionaries(
    {},
    optional={
        "area": st.sampled_from(["a", "b"]),
        "agency": st.lists(st.sampled_from(sorted(LEADS)), min_size=1, max_size=2, unique=True).map(tuple),
    },
)
TARGETS = st.sampled_from(["overall", "overall", "each_area", "each_agency"])


@st.composite
def rules(draw: st.DrawFn, criteria: int) -> list[dict[str, object]]:
    """Rules that a framework of `criteria` criteria an area accepts."""
    found: list[dict[str, object]] = []
    for number in range(draw(st.integers(0, 6))):
        cells, of = draw(SELECTORS), draw(TARGETS)
        most = size(cells, criteria) if of == "overall" else 1
        when = {
            "cells": cells,
            "at_least": draw(st.integers(1, most)),
            "are_at_most": draw(st.sampled_from(SCALE[:3])),
        }
        effect: dict[str, object] = {"of": of, "at": draw(st.sampled_from(SCALE[:3])), "when": when}
        kind = draw(st.sampled_from(["cap", "cap", "cap", "cap", "coverage"]))
        found.append({"id": f"r{number}", kind: effect if kind == "cap" else {"of": of, "cells": cells}})
    return found


def size(cells: Mapping[str, object], criteria: int) -> int:
    """How many cells a selector holds."""
    named = cells.get("agency", tuple(LEADS))
    assert isinstance(named, tuple)
    return len(named) * criteria * (1 if "area" in cells else 2)


@st.composite
def cases(draw: st.DrawFn, criteria: int = 2, complete: bool = False) -> tuple[Framework, list[Rating]]:
    """A framework and ratings for it."""
    framework = small(*draw(rules(criteria)), criteria=criteria)
    levels = st.sampled_from(SCALE) if complete else st.sampled_from([*SCALE, *SCALE, None, "not_evidenced"])
    rated = [
        rating(key.criterion, key.agency, level)
        for key in framework.cells()
        if (level := draw(levels)) is not None
    ]
    return framework, rated


def make(framework: Framework, ratings: list[Rating]) -> Judgment:
    """The judgment."""
    return judge(framework, ratings=ratings, evidence=[evidence()], agencies=framework.looks_at)


WORDS = st.sampled_from(["a1", "b2", "zz", ""])
ANY_RATING = st.builds(
    Rating,
    criterion=st.sampled_from(["a1", "a2", "b1", "zz"]),
    agency=st.sampled_from(list(Agency)),
    level=st.sampled_from([*SCALE, "not_evidenced", "not_applicable", "odd"]),
    stage=st.sampled_from(["independent", "consolidated"]),
    inspector=st.sampled_from(["A", "B"]),
    inspectorate=st.sampled_from(["ofsted", "hmicfrs", "cqc", "odd"]),
    rationale=st.sampled_from(["", "because"]),
    evidence_ids=st.sampled_from([(), ("e",), ("nowhere",)]),
)


@settings(max_examples=60, deadline=None)
@given(rules(2), st.lists(ANY_RATING, max_size=12), st.sets(st.sampled_from(list(Agency))), st.randoms())
def test_total_and_the_same_in_any_order(
    made: list[dict[str, object]], ratings: list[Rating], inspected: set[Agency], random: object
) -> None:
    framework = small(*made)
    first = judge(framework, ratings=ratings, evidence=[evidence()], agencies=inspected)
    shuffled = list(ratings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = judge(framework, ratings=shuffled, evidence=[evidence()], agencies=sorted(inspected))
    assert first.model_dump_json() == again.model_dump_json()
    assert Judgment.model_validate_json(first.model_dump_json()) == first


@settings(max_examples=60, deadline=None)
@given(cases(), st.data())
def test_raising_one_cell_never_lowers_any_result(
    case: tuple[Framework, list[Rating]], data: st.DataObject
) -> None:
    framework, ratings = case
    on_scale = [place for place, one in enumerate(ratings) if one.level in SCALE[:-1]]
    if not on_scale:
        return
    place = data.draw(st.sampled_from(on_scale))
    higher = data.draw(st.sampled_from(SCALE[SCALE.index(ratings[place].level) + 1 :]))
    raised = [*ratings]
    raised[place] = ratings[place].model_copy(update={"level": higher})
    for before, after in zip(make(framework, ratings).results, make(framework, raised).results, strict=True):
        assert (before.level is None) == (after.level is None)
        if before.level is not None and after.level is not None:
            assert SCALE.index(after.level) >= SCALE.index(before.level)


@settings(max_examples=100, deadline=None)
@given(cases())
def test_robustness_is_what_trying_everything_finds(case: tuple[Framework, list[Rating]]) -> None:
    framework, ratings = case
    judgment = make(framework, ratings)
    if judgment.overall.level is None:
        assert (judgment.robustness.lift, judgment.robustness.lower) == (None, None)
        return
    now = SCALE.index(judgment.overall.level)
    for change, better in ((judgment.robustness.lift, True), (judgment.robustness.lower, False)):
        found = first_change(framework, ratings, now, better=better)
        assert (change and [move.cell for move in change.moves]) == found
        if change is not None:
            assert_does_it(framework, ratings, change, now, better=better)


def first_change(framework: Framework, ratings: list[Rating], now: int, *, better: bool) -> list[str] | None:
    """Try every set of cells, small ones first and in reading order: the slow, obvious way."""
    given = {f"{one.criterion}/{one.agency}": one.level for one in ratings}
    ranks = {
        str(key): SCALE.index(given[str(key)]) for key in framework.cells() if given.get(str(key)) in SCALE
    }
    caps = [
        (SCALE.index(rule.cap.at), rule.cap.when, {str(key) for key in framework.select(rule.cap.when.cells)})
        for rule in framework.rule
        if rule.cap is not None and rule.cap.of == "overall"
    ]
    # To lift, no level is better than the best; to lower, none is better than the worst.
    target = len(SCALE) - 1 if better else 0
    for many in range(1, len(ranks) + 1):
        for chosen in combinations(ranks, many):
            level = plain_level(caps, ranks | dict.fromkeys(chosen, target))
            if level > now if better else level < now:
                return list(chosen)
    return None


def plain_level(caps: list[tuple[int, When, set[str]]], ranks: dict[str, int]) -> int:
    """The overall level's rank, by the plainest reading of the rules."""
    lowest = len(SCALE) - 1
    for at, when, cells in caps:
        low = [cell for cell in cells if ranks.get(cell, 9) <= SCALE.index(when.are_at_most)]
        lowest = min(lowest, at) if len(low) >= when.at_least else lowest
    return lowest


def assert_does_it(
    framework: Framework, ratings: list[Rating], change: Change, now: int, *, better: bool
) -> None:
    """The moves that are told do what they are said to do."""
    becomes = {move.cell: move.becomes for move in change.moves}
    moved = [one.model_copy(update={"level": becomes.get(one.cell, one.level)}) for one in ratings]
    result = make(framework, moved).overall.level
    assert result == change.result
    assert result is not None
    assert SCALE.index(result) > now if better else SCALE.index(result) < now
