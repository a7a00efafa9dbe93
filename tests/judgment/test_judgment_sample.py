"""What may be said of all, from the few that were looked at."""

import pytest

from conspectus.judgment import exact_bounds, what_follows


@pytest.mark.parametrize(
    ("met", "of", "low", "high"),
    [
        # Clopper and Pearson's exact interval: 1 - (alpha/2)^(1/n) where all or none were met.
        (6, 6, 0.025 ** (1 / 6), 1.0),
        (0, 6, 0.0, 1 - 0.025 ** (1 / 6)),
        (22, 24, 0.7300, 0.9897),  # two inspectors on 24 short school inspections: 73 to 99 %
    ],
)
def test_the_exact_interval(met: int, of: int, low: float, high: float) -> None:
    assert exact_bounds(met, of) == pytest.approx((low, high), abs=0.0005)


def test_six_of_six_is_still_compatible_with_failure_in_nearly_half() -> None:
    assert what_follows(6, 6, at_random=True) == (
        "6 of 6 is still compatible with failure in up to 46 % of all (exact, 95 %)."
    )


@pytest.mark.parametrize(
    ("met", "of", "at_random", "says"),
    [
        (4, 7, True, "in 18 % to 90 % of all"),
        (0, 6, True, "success in up to 46 % of all"),
        (6, 6, False, "nothing follows in numbers"),
        (0, 0, True, "None was looked at"),
    ],
)
def test_only_a_random_sample_says_something_of_the_rest(
    met: int, of: int, at_random: bool, says: str
) -> None:
    assert says in what_follows(met, of, at_random=at_random)
