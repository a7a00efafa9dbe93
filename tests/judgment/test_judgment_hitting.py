"""The smallest choice that breaks several caps, against trying every choice."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from conspectus.judgment.hitting import first_hitting_set

ITEMS = list(range(9))


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[list[int]], list[int]]:
    """Overlapping sets, and how many of each are needed."""
    sets = draw(st.lists(st.lists(st.sampled_from(ITEMS), min_size=1, unique=True), min_size=1, max_size=6))
    return sets, [draw(st.integers(1, len(one))) for one in sets]


@settings(max_examples=200, deadline=None)
@given(problems())
def test_it_is_the_first_of_the_smallest(problem: tuple[list[list[int]], list[int]]) -> None:
    sets, needed = problem
    assert first_hitting_set(ITEMS, sets, needed) == slowly(sets, needed)


def slowly(sets: list[list[int]], needed: list[int]) -> list[int]:
    """Every choice, small ones first and in reading order."""
    for many in range(1, len(ITEMS) + 1):
        for chosen in combinations(ITEMS, many):
            if all(len(set(one) & set(chosen)) >= least for one, least in zip(sets, needed, strict=True)):
                return list(chosen)
    raise AssertionError("choosing everything always does")


def test_alike_items_are_taken_in_order() -> None:
    assert first_hitting_set(ITEMS, [[5, 2, 7], [7, 2, 5]], [2, 1]) == [2, 5]
