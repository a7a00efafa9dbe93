"""Charts against published and pinned values."""

import numpy as np
import pytest

from conspectus.monitoring import charts
from conspectus.monitoring.charts import Chart, baseline

JUICE = [
    12,
    15,
    8,
    10,
    4,
    7,
    16,
    9,
    14,
    10,
    5,
    6,
    17,
    12,
    22,
    8,
    10,
    5,
    13,
    11,
    20,
    18,
    24,
    15,
    9,
    12,
    7,
    13,
    9,
    6,
]
BOARDS = [
    21,
    24,
    16,
    12,
    15,
    5,
    28,
    20,
    31,
    25,
    20,
    24,
    16,
    19,
    10,
    17,
    13,
    22,
    18,
    39,
    30,
    24,
    16,
    19,
    17,
    15,
]
OWN = [40, 71, 52, 88, 45, 90, 50, 83, 61, 77, 38, 92]


def _all(length: int) -> charts.Flags:
    return np.ones(length, dtype=np.bool_)


def _plain_p(found: charts.Limits, n: int) -> tuple[float, float]:
    """The limits of a p chart, which does not widen them by σ_z."""
    assert found.centre is not None
    reach = 3 * np.sqrt(found.centre * (1 - found.centre) / n)
    return found.centre - reach, found.centre + reach


def test_shares_of_montgomerys_juice_cans() -> None:
    assert sum(JUICE) == 347
    n = np.full(30, 50.0)
    found = charts.p_prime(np.array(JUICE, dtype=np.float64), n, _all(30))
    assert found.centre == pytest.approx(0.2313, abs=5e-5)
    assert _plain_p(found, 50) == pytest.approx((0.0524, 0.4102), abs=5e-5)


def test_and_without_the_two_samples_whose_cause_was_found() -> None:
    kept = _all(30)
    kept[[14, 22]] = False
    found = charts.p_prime(np.array(JUICE, dtype=np.float64), np.full(30, 50.0), kept)
    assert found.centre == pytest.approx(0.2150, abs=5e-5)
    assert _plain_p(found, 50) == pytest.approx((0.0407, 0.3893), abs=5e-5)


def test_counts_of_montgomerys_circuit_boards() -> None:
    assert sum(BOARDS) == 516
    found = charts.c_chart(np.array(BOARDS, dtype=np.float64), np.ones(26), _all(26))
    assert found.centre == pytest.approx(19.85, abs=5e-3)
    assert (found.at(-3)[0], found.at(3)[0]) == pytest.approx((6.48, 33.21), abs=5e-3)


def test_p_prime_widens_the_limits_by_what_points_vary_beyond_chance() -> None:
    found = charts.p_prime(np.array(OWN, dtype=np.float64), np.full(12, 100.0), _all(12))
    assert found.centre == pytest.approx(0.65583, abs=5e-6)
    assert found.sigma_z == pytest.approx(6.4122, abs=5e-5)
    reach = 3 * 6.4122 * np.sqrt(0.65583 * 0.34417 / 100)
    assert found.at(3)[0] - 0.65583 == pytest.approx(reach, abs=1e-4)  # not clipped


def test_and_never_narrows_them() -> None:
    met = np.array([50, 51] * 6, dtype=np.float64)
    found = charts.p_prime(met, np.full(12, 100.0), _all(12))
    assert found.sigma_z is not None and found.sigma_z < 1
    assert found.sigma[0] == pytest.approx(np.sqrt(0.505 * 0.495 / 100))


@pytest.mark.parametrize("met", [0, 20])
def test_limits_of_a_baseline_without_any_variation_are_its_mean(met: int) -> None:
    found = charts.p_prime(np.full(12, float(met)), np.full(12, 20.0), _all(12))
    assert found.centre == met / 20
    assert (found.at(3) == found.centre).all() and (found.at(-3) == found.centre).all()


def test_rates_have_limits_by_their_own_size() -> None:
    found = charts.u_chart(np.array([4.0, 8.0] * 6), np.array([1.0, 2.0] * 6), _all(12))
    assert found.centre == 4.0
    assert found.at(3)[:2] == pytest.approx([4 + 3 * 2, 4 + 3 * np.sqrt(2)])


def test_times_have_limits_by_their_moving_range() -> None:
    found = charts.xmr(np.array([10.0, 12.0] * 6), np.ones(12), _all(12))
    assert found.centre == 11.0
    assert (found.at(-3)[0], found.at(3)[0]) == pytest.approx((11 - 2.66 * 2, 11 + 2.66 * 2))


def test_a_baseline_has_12_to_24_points_and_passes_over_provisional_ones() -> None:
    counted = _all(40)
    counted[[3, 30]] = False
    marked = baseline(counted)
    assert marked is not None
    assert np.flatnonzero(marked).tolist() == [place for place in range(25) if place != 3]
    assert baseline(_all(11)) is None
    least = baseline(_all(12))
    assert least is not None and least.all()


def test_a_run_chart_has_a_median_and_no_limits() -> None:
    found = charts.run_chart(np.array([1.0, 5.0, 3.0, np.nan]), np.array([True, True, True, False]))
    assert (found.chart, found.centre) == (Chart.RUN, 3.0)
    assert np.isnan(found.at(3)).all() and not found.has
