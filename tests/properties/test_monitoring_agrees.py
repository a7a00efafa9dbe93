"""Charts, signals, joining and suppression agree with the slow twin, whatever the counts."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conspectus.monitoring import charts, published
from conspectus.monitoring.points import Counts, joined
from conspectus.monitoring.signals import signals
from tests.monitoring.monitoring_making import figures
from tests.properties.slow_monitoring import Case, slow_joined, slow_p_prime, slow_published, slow_signals

counts = st.tuples(st.integers(0, 30), st.integers(0, 30))
few = st.tuples(st.integers(0, 9), st.integers(0, 9))
cases = counts.filter(lambda one: sum(one) > 0)


@given(st.lists(cases, min_size=12, max_size=40))
def test_limits(points: list[Case]) -> None:
    mean, sigma_z, limits = slow_p_prime(points)
    met, n = (
        np.array(one, dtype=np.float64)
        for one in zip(*((one, one + other) for one, other in points), strict=True)
    )
    base = charts.baseline(np.ones(len(points), dtype=np.bool_))
    assert base is not None
    found = charts.p_prime(met, n, base)
    assert found.centre == pytest.approx(mean)
    assert found.sigma_z == (None if sigma_z is None else pytest.approx(sigma_z))
    assert found.at(-3) == pytest.approx([low for low, _ in limits])
    assert found.at(3) == pytest.approx([high for _, high in limits])


@given(st.lists(st.integers(-14, 14), min_size=1, max_size=40), st.sampled_from([0.0, 1.0, 2.0]))
def test_signals(steps: list[int], sigma: float) -> None:
    values = [step / 4 for step in steps]  # quarters, so that ties with the mean and with limits are met
    found = signals(np.array(values), 0.0, np.full(len(values), sigma))
    slow = slow_signals(values, 0.0, [sigma] * len(values))
    for name, sides in found.items():
        assert sides.tolist() == slow[name], name


@given(st.lists(st.integers(-2, 2), min_size=7, max_size=30))
def test_runs_and_trends(steps: list[int]) -> None:
    """Where most points lie close together, so that runs are long."""
    values = np.cumsum(steps) / 2
    found = signals(values, 0.25, np.ones(len(values)))
    slow = slow_signals(values.tolist(), 0.25, [1.0] * len(values))
    assert {name.value: sides.tolist() for name, sides in found.items()} == slow


@given(st.lists(few, max_size=30))
def test_joining(points: list[Case]) -> None:
    told = [
        Counts(first=date(2023 + place // 12, place % 12 + 1, 1), last=date(2023 + place // 12, place % 12 + 1, 28),
               n=met + unmet, met=met)
        for place, (met, unmet) in enumerate(points)
    ]  # fmt: skip
    found = joined(told)
    assert [((one.met, one.n - one.met), one.provisional) for one in found] == slow_joined(points)
    assert [one.first for one in found[:1]] == [one.first for one in told[:1]]


@given(st.lists(few, min_size=1, max_size=30))
def test_suppression(points: list[Case]) -> None:
    told = published(figures(points))
    found = [(met, n - met) for met, n in zip(told.points.met, told.points.n, strict=True)]
    slow = slow_published(points)
    assert found == slow
    assert told.series[0].suppressed == (not slow)
    if slow:
        assert sum(map(sum, slow)) == sum(map(sum, points))  # whatever is told of a series is all of it
