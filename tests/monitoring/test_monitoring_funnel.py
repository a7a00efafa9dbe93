"""The funnel: pinned values, and what it makes of simulated programmes."""

import numpy as np
import pytest
from numpy.typing import NDArray

from conspectus.monitoring.funnel import INNER, OUTER, funnel

MET = [45, 60, 80, 30, 95, 70, 50, 88, 62, 75]
N = [60, 75, 90, 60, 110, 80, 70, 100, 80, 85]
PROGRAMMES, AREAS = 1000, 40


def test_pinned_values() -> None:
    found = funnel(MET, N)
    assert found.theta == pytest.approx(0.80864, abs=5e-6)
    assert found.phi == pytest.approx(2.58458, abs=5e-6)
    assert found.tau2 == pytest.approx(0.0035900, abs=5e-8)
    reach = found.reach(np.array([60.0]), INNER)[0]
    assert (found.theta - reach, found.theta + reach) == pytest.approx((0.65470, 0.96258), abs=1e-5)


def _simulated(spread: float, outlier: float, seed: int) -> tuple[float, float, float]:
    """Shares of areas within 95 %, outside 99.8 %, and of programmes whose one outlier lies outside 95 %."""
    draw = np.random.default_rng(seed)
    inside, beyond, caught = 0, 0, 0
    for _ in range(PROGRAMMES):
        n = draw.integers(60, 600, AREAS)
        p = np.clip(draw.normal(0.75, spread, AREAS), 0.02, 0.98)
        p[0] -= outlier * np.sqrt(0.75 * 0.25 / n[0] + spread**2)
        met = draw.binomial(n, p)
        away, near, far = _places(met, n)
        inside += int((away <= near).sum())
        beyond += int((away > far).sum())
        caught += int(away[0] > near[0])
    return inside / (PROGRAMMES * AREAS), beyond / (PROGRAMMES * AREAS), caught / PROGRAMMES


def _places(
    met: NDArray[np.int64], n: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    found, size = funnel(met.tolist(), n.tolist()), n.astype(np.float64)
    return np.abs(met / n - found.theta), found.reach(size, INNER), found.reach(size, OUTER)


def test_areas_that_differ_by_chance_alone_lie_within() -> None:
    inside, _, _ = _simulated(0.0, 0.0, seed=1)
    assert 0.94 <= inside <= 0.97


def test_a_true_outlier_of_three_sigma_is_found() -> None:
    _, _, caught = _simulated(0.0, 3.0, seed=2)
    assert caught >= 0.75


def test_what_areas_differ_in_anyway_puts_few_outside_the_outer_limits() -> None:
    _, beyond, _ = _simulated(0.05, 0.0, seed=3)
    assert beyond <= 0.02


@pytest.mark.parametrize("met", [0, 50])
def test_areas_that_all_did_or_none_did_lie_on_the_line(met: int) -> None:
    found = funnel([met] * 3, [50] * 3)
    assert (found.theta, found.tau2) == (met / 50, 0.0)
    assert found.reach(np.array([50.0]), OUTER)[0] == 0.0
