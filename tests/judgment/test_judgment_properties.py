"""For every framework and every set of ratings: total, deterministic, monotone, and exactly robust."""

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from conspectus.definitions import CellKey, Framework, Rule
from conspectus.judgment import (
    Change,
    Judgment,
    Rating,
    Result,
    ResultState,
    judge,
    level_of,
)
from conspectus.terms import Agency, CellState
from tests.judgment.generated import cases, frameworks, make, rate
from tests.judgment.judgment_making import evidence

Case = tuple[Framework, list[Rating]]
ANY_RATING = st.builds(
    Rating,
    criterion=st.sampled_from(["a1", "a2", "b1", "zz"]),
    agency=st.sampled_from(list(Agency)),
    level=st.sampled_from(["no", "yes", "low", "2nd", "fair", "not_evidenced", "not_applicable", "odd"]),
    stage=st.sampled_from(["independent", "consolidated"]),
    inspector=st.sampled_from(["A", "B"]),
    inspectorate=st.sampled_from(["ofsted", "hmicfrs", "cqc", "odd"]),
    rationale=st.sampled_from(["", "because"]),
    evidence_ids=st.sampled_from([(), ("e",), ("nowhere",)]),
)


@settings(max_examples=80, deadline=None)
@given(frameworks(), st.lists(ANY_RATING, max_size=14), st.sets(st.sampled_from(list(Agency))), st.randoms())
def test_total_and_the_same_in_any_order(
    framework: Framework, ratings: list[Rating], inspected: set[Agency], random: Random
) -> None:
    first = judge(framework, ratings=ratings, evidence=[evidence()], agencies=inspected)
    shuffled = list(ratings)
    random.shuffle(shuffled)
    again = judge(framework, ratings=shuffled, evidence=[evidence()], agencies=sorted(inspected))
    assert first.model_dump_json() == again.model_dump_json()
    assert Judgment.model_validate_json(first.model_dump_json()) == first
    for result in first.results:
        assert (result.level is not None) == (result.state is ResultState.GIVEN)
        if result.state is ResultState.WITHHELD:
            assert result.decided_by
            assert result.why_not.better


@settings(max_examples=150, deadline=None)
@given(cases())
def test_every_result_is_what_the_plainest_reading_gives(case: Case) -> None:
    framework, ratings = case
    judgment = make(framework, ratings)
    for target in framework.targets():
        plain = plain_level(framework, target, seen(judgment))
        assert judgment.result(target).level == plain
        quick = level_of(
            framework, ratings=ratings, evidence={"e"}, agencies=framework.looks_at, target=target
        )
        assert quick == plain


@settings(max_examples=100, deadline=None)
@given(cases(), st.data())
def test_raising_an_answer_never_lowers_a_result_and_never_takes_one_away(
    case: Case, data: st.DataObject
) -> None:
    framework, ratings = case
    places = [place for place, one in enumerate(ratings) if one.level in lower_levels(framework, one)]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    scale = framework.scale_at(CellKey(ratings[place].criterion, ratings[place].agency))
    higher = data.draw(st.sampled_from(scale[scale.index(ratings[place].level) + 1 :]))
    raised = [*ratings]
    raised[place] = ratings[place].model_copy(update={"level": higher})
    for before, after in zip(make(framework, ratings).results, make(framework, raised).results, strict=True):
        assert before.state is after.state
        if before.level is not None and after.level is not None:
            assert after.scale.index(after.level) >= before.scale.index(before.level)


@settings(max_examples=100, deadline=None)
@given(cases(), st.data())
def test_examining_one_more_cell_never_takes_a_result_away(case: Case, data: st.DataObject) -> None:
    framework, ratings = case
    states = {cell.cell: cell.state for cell in make(framework, ratings).coverage.cells}
    unseen = [key for key in framework.cells() if states[str(key)] is not CellState.EXAMINED]
    if not unseen:
        return
    key = data.draw(st.sampled_from(unseen))
    level = data.draw(st.sampled_from(framework.scale_at(key)))
    more = [one for one in ratings if one.cell != str(key)] + [rate(framework, key, level)]
    for before, after in zip(make(framework, ratings).results, make(framework, more).results, strict=True):
        if before.level is not None:
            assert after.level is not None


@settings(max_examples=60, deadline=None)
@given(cases(), st.data())
def test_who_does_not_lead_changes_nothing(case: Case, data: st.DataObject) -> None:
    framework, ratings = case
    key = data.draw(st.sampled_from(framework.cells()))
    level = data.draw(st.sampled_from(framework.scale_at(key)))
    other = rate(framework, key, level).model_copy(update={"inspectorate": "hmip", "id": "other"})
    before, after = make(framework, ratings), make(framework, [*ratings, other])
    assert after.results == before.results
    assert [one.rating for one in after.set_aside if one.rating == "other"] == ["other"]


@settings(max_examples=150, deadline=None)
@given(cases())
def test_the_fewest_changes_are_what_trying_everything_finds(case: Case) -> None:
    framework, ratings = case
    judgment = make(framework, ratings)
    for result in judgment.results:
        if result.level is None:
            assert (result.why_not.lift, result.why_not.lower) == (None, None)
            continue
        for change, better in ((result.why_not.lift, True), (result.why_not.lower, False)):
            found = first_change(framework, judgment, result, better=better)
            assert (change and [move.cell for move in change.moves]) == found
            if change is not None:
                assert_does_it(framework, ratings, result, change, better=better)
    assert judgment.robustness.lift == judgment.overall.why_not.lift
    assert judgment.robustness.lower == judgment.overall.why_not.lower


# --- the slow, obvious twin -----------------------------------------------------------------------------


class Seen(NamedTuple):
    """A cell as the twin knows it."""

    state: str
    rank: int | None


Cells = dict[CellKey, Seen]


def seen(judgment: Judgment) -> Cells:
    """Every cell's state and place on its scale."""
    return {
        CellKey(cell.criterion, cell.agency): Seen(
            cell.state, cell.scale.index(cell.level) if cell.level and cell.state == "examined" else None
        )
        for cell in judgment.coverage.cells
    }


def plain_level(framework: Framework, target: str, cells: Cells) -> str | None:
    """A result's level by the plainest reading of the rules."""
    own = set(framework.cells_of(target))
    if framework.narrative or not any(cells[key].state == "examined" for key in own):
        return None
    scale = framework.scale_of(target)
    best = len(scale) - 1
    for rule in (rule for rule in framework.rule if target in framework.targets_of(rule)):
        reach = [key for key in framework.select(rule.effect.selects) if key in own]
        if rule.cap:
            low = [key for key in reach if is_low(framework, rule, key, cells[key].rank)]
            best = min(best, scale.index(rule.cap.at)) if len(low) >= rule.cap.when.at_least else best
        elif forbids(rule, [cells[key].state for key in reach]):
            return None
    return scale[best]


def forbids(rule: Rule, states: list[str]) -> bool:
    """Whether a coverage or a quorum forbids a result."""
    if rule.coverage:
        return any(state not in ("examined", "not_applicable") for state in states)
    return rule.quorum is not None and states.count("examined") < rule.quorum.at_least


def is_low(framework: Framework, rule: Rule, key: CellKey, rank: int | None) -> bool:
    """Whether a cap counts a cell."""
    assert rule.cap
    return rank is not None and rank <= framework.scale_at(key).index(rule.cap.when.are_at_most)


def first_change(
    framework: Framework, judgment: Judgment, result: Result, *, better: bool
) -> list[str] | None:
    """Try every set of cells, small ones first and in reading order."""
    cells = seen(judgment)
    examined = [key for key, cell in cells.items() if cell.rank is not None]
    now = result.scale.index(str(result.level))
    for many in range(1, len(examined) + 1):
        for chosen in combinations(examined, many):
            # To lift, no level is better than the best; to lower, none is better than the worst.
            moved = {key: len(framework.scale_at(key)) - 1 if better else 0 for key in chosen}
            level = plain_level(framework, result.target, moved_to(cells, moved))
            rank = result.scale.index(str(level))
            if rank > now if better else rank < now:
                return [str(key) for key in chosen]
    return None


def moved_to(cells: Cells, moved: dict[CellKey, int]) -> Cells:
    """The cells with some at other levels."""
    return {key: Seen(cell.state, moved.get(key, cell.rank)) for key, cell in cells.items()}


def assert_does_it(
    framework: Framework, ratings: list[Rating], result: Result, change: Change, *, better: bool
) -> None:
    """The moves that are told do what they are said to do."""
    becomes = {move.cell: move.becomes for move in change.moves}
    moved = [one.model_copy(update={"level": becomes.get(one.cell, one.level)}) for one in ratings]
    after = make(framework, moved).result(result.target).level
    assert after == change.result
    rank, now = result.scale.index(str(after)), result.scale.index(str(result.level))
    assert rank > now if better else rank < now


def lower_levels(framework: Framework, rating: Rating) -> Iterator[str]:
    """The levels of a rating's cell that something is above."""
    return iter(framework.scale_at(CellKey(rating.criterion, rating.agency))[:-1])
