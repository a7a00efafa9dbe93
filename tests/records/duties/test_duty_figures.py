"""Shares, bounds, intervals and medians against values worked out elsewhere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, binomtest, ecdf

from conspectus.records.duties.figures import _shares, median_time, still_waiting, wilson


def test_share_bounds_and_wilson_interval() -> None:
    # 8 of 10: Wilson's interval is 0.4902 to 0.9433 (Newcombe 1998, method 3).
    row = {"met": 8, "late": 1, "missed": 1, "indeterminate": 2, "unknown_child": 0}
    got = _shares(row)
    assert got["share_met"] == pytest.approx(0.8)
    assert got["bound_low"] == pytest.approx(8 / 12)
    assert got["bound_high"] == pytest.approx(10 / 12)
    assert got["interval_low"] == pytest.approx(0.4902, abs=1e-4)
    assert got["interval_high"] == pytest.approx(0.9433, abs=1e-4)


def test_rows_of_nobody_known_lift_the_upper_bound_by_what_is_late_or_missed_at_most() -> None:
    row = {"met": 8, "late": 1, "missed": 1, "indeterminate": 2}
    assert _shares(row | {"unknown_child": 1})["bound_high"] == pytest.approx(11 / 12)
    assert _shares(row | {"unknown_child": 9})["bound_high"] == pytest.approx(1.0)


def test_nothing_decided_gives_no_share() -> None:
    got = _shares({"met": 0, "late": 0, "missed": 0, "indeterminate": 3, "unknown_child": 0})
    assert got["share_met"] is None and got["interval_low"] is None
    assert (got["bound_low"], got["bound_high"]) == (0.0, 1.0)


def test_median_counts_the_unanswered_as_censored() -> None:
    # Kaplan-Meier by hand: 1, 2+, 3, 4, 5+ : S(1) = 4/5, S(3) = 4/5 x 2/3 = 8/15, S(4) = 8/15 x 1/2 = 4/15.
    times = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    answered = np.array([True, False, True, True, False])
    assert median_time(times, answered) == 4.0
    assert median_time(times, np.array([True, False, False, False, False])) is None
    assert median_time(times, np.zeros(5, dtype=np.bool_)) is None


def test_wilsons_interval_is_scipys_to_the_last_bit() -> None:
    for of in (*range(1, 40), 1000, 12345):
        for met in {0, 1, of // 3, of // 2, of - 1, of}:
            theirs = binomtest(met, of).proportion_ci(method="wilson")
            assert wilson(met, of) == (float(theirs.low), float(theirs.high))


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=60))
def test_who_still_waits_is_scipys_estimate_to_the_last_bit(seen: list[tuple[int, bool]]) -> None:
    times, answered = np.array([float(time) for time, _ in seen]), np.array([yes for _, yes in seen])
    theirs = ecdf(CensoredData(uncensored=times[answered], right=times[~answered])).sf
    moments, waiting = still_waiting(times, answered)
    assert moments.tolist() == theirs.quantiles.tolist()
    assert waiting.tolist() == theirs.probabilities.tolist()
