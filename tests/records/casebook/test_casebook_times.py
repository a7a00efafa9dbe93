"""How long responses took: the curve agrees with SciPy's, and with the median that the casebook holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from conspectus.records.casebook import Casebook
from conspectus.records.casebook.read_times import STEP, coarser, curve

waits = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=60)


def rows(times: list[tuple[int, bool]]) -> list[dict[str, float]]:
    """As the query gives them: each time once, in order."""
    return [
        {
            "time": time,
            "leaving": sum(one == time for one, _ in times),
            "answered": sum(answered for one, answered in times if one == time),
        }
        for time in sorted({time for time, _ in times})
    ]


@given(waits)
def test_the_curve_is_scipys(times: list[tuple[int, bool]]) -> None:
    steps = curve(rows(times))
    answered = [time for time, done in times if done]
    if not answered:
        assert steps == []
        return
    slow = ecdf(CensoredData(uncensored=answered, right=[time for time, done in times if not done])).cdf
    for step in steps:
        assert step.answered == pytest.approx(float(slow.evaluate(np.array([step.time]))[0]))
        assert step.waiting == sum(time >= step.time for time, _ in times)


@given(waits)
def test_a_coarser_curve_starts_and_ends_as_the_whole_one(times: list[tuple[int, bool]]) -> None:
    whole = curve(rows(times))
    kept = coarser(whole)
    assert kept[-1:] == whole[-1:]
    assert all(step in whole for step in kept)
    for step in whole:
        near = max((one.answered for one in kept if one.time <= step.time), default=0.0)
        assert step.answered - near < STEP


def test_the_curve_reaches_half_at_the_casebooks_median(book: Casebook) -> None:
    seen = 0
    for figure in book.picture().duties:
        if figure.times and figure.median_time is not None:
            assert next(step.time for step in figure.times if step.answered >= 0.5) == figure.median_time
            seen += 1
    assert seen > 3
