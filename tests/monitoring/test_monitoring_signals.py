"""Signals: how often noise alone gives one, and how soon a true shift does."""

import numpy as np
import pytest
from numpy.typing import NDArray

from conspectus.monitoring import charts
from conspectus.monitoring.signals import RUN, Signal, signals

MANY = 60_000
APART = (
    RUN  # places without a value between two simulated series, so that no run crosses from one to the next
)


def _of_noise(points: int) -> dict[Signal, NDArray[np.bool_]]:
    """For each signal, in which of many series of pure noise with known limits it is anywhere.

    Shares of 50 to 150 cases, seven in ten met: what a duty's months look like when nothing changes.
    """
    draw = np.random.default_rng(19)
    n = draw.integers(50, 151, (MANY, points))
    noise = (draw.binomial(n, 0.7) / n - 0.7) / np.sqrt(0.7 * 0.3 / n)
    laid = np.hstack([noise, np.full((MANY, APART), np.nan)]).ravel()
    found = signals(laid, 0.0, np.ones(len(laid)))
    return {name: (sides.reshape(MANY, points + APART) != 0).any(axis=1) for name, sides in found.items()}


# A trend of six steps is rare in noise, 2 in 7! for each seven points. The meanings pin .110, .247 and .364 with it,
# which are the rates of five steps; the rule as it is written adds less.
@pytest.mark.parametrize(
    ("points", "without_trend", "with_trend"), [(12, 0.097, 0.099), (24, 0.218, 0.222), (36, 0.325, 0.331)]
)
def test_noise_gives_false_signals_at_the_rates_known(
    points: int, without_trend: float, with_trend: float
) -> None:
    found = _of_noise(points)
    plain = found[Signal.OUTSIDE] | found[Signal.SHIFT] | found[Signal.TWO_OF_THREE]
    assert plain.mean() == pytest.approx(without_trend, abs=0.005)
    assert (plain | found[Signal.TREND]).mean() == pytest.approx(with_trend, abs=0.005)


def test_a_shift_of_two_sigma_is_found_within_eight_points_in_nine_of_ten() -> None:
    draw, found, tries = np.random.default_rng(7), 0, 2000
    for _ in range(tries):
        value = draw.standard_normal(24 + 8)
        value[24:] -= 2
        base = np.arange(32) < 24
        limits = charts.xmr(value, np.ones(32), base)
        assert limits.centre is not None
        told = signals(value, limits.centre, limits.sigma)
        found += any((sides[24:] < 0).any() for sides in told.values())
    assert found / tries >= 0.9


def test_a_shift_in_a_share_is_found_as_soon() -> None:
    draw, found, tries, n = np.random.default_rng(8), 0, 2000, 80
    lower = 0.7 - 2 * np.sqrt(0.7 * 0.3 / n)
    for _ in range(tries):
        met = np.concatenate([draw.binomial(n, 0.7, 24), draw.binomial(n, lower, 8)]).astype(np.float64)
        limits = charts.p_prime(met, np.full(32, float(n)), np.arange(32) < 24)
        assert limits.centre is not None
        told = signals(met / n, limits.centre, limits.sigma)
        found += any((sides[24:] < 0).any() for sides in told.values())
    assert found / tries >= 0.9


def _one(value: list[float], signal: Signal) -> list[int]:
    return [int(side) for side in signals(np.array(value), 0.0, np.ones(len(value)))[signal]]


def test_outside_is_beyond_the_limit_not_on_it() -> None:
    assert _one([3.0, 3.001, -3.001, -3.0], Signal.OUTSIDE) == [0, 1, -1, 0]


def test_a_shift_is_seven_in_a_row_and_a_point_on_the_mean_breaks_it() -> None:
    assert _one([0.1] * 6, Signal.SHIFT) == [0] * 6
    assert _one([-1.0] + [0.1] * 8, Signal.SHIFT) == [0] + [1] * 8
    assert _one([0.1] * 6 + [0.0] + [0.1] * 6, Signal.SHIFT) == [0] * 13


def test_a_trend_is_six_steps_one_way() -> None:
    assert _one([0, 1, 2, 3, 4, 5], Signal.TREND) == [0] * 6
    assert _one([9, 0, 1, 2, 3, 4, 5, 6, 6], Signal.TREND) == [0] + [1] * 7 + [0]
    assert _one([6, 5, 4, 3, 2, 1, 0], Signal.TREND) == [-1] * 7


def test_two_of_three_are_near_a_limit_on_one_side_and_not_beyond_it() -> None:
    assert _one([2.1, 0.0, 2.1], Signal.TWO_OF_THREE) == [1, 0, 1]
    assert _one([2.1, 0.0, -2.1], Signal.TWO_OF_THREE) == [0, 0, 0]
    assert _one([2.1, 0.0, 0.0, 2.1], Signal.TWO_OF_THREE) == [0, 0, 0, 0]
    assert _one([2.1, 3.1, 0.0], Signal.TWO_OF_THREE) == [0, 0, 0]
    assert _one([2.0, 2.1, 0.0], Signal.TWO_OF_THREE) == [0, 0, 0]
