"""What follows for all from the few that were looked at: an interval for random samples, and else nothing."""

from typing import NamedTuple

CONFIDENCE = 0.95


class Bounds(NamedTuple):
    """The shares of all that are compatible with what was seen."""

    low: float
    high: float


def exact_bounds(met: int, of: int) -> Bounds:
    """The exact (Clopper-Pearson) 95 % interval of a share seen in a random sample."""
    from scipy.stats import binomtest  # slow to load, and only a sample needs it

    found = binomtest(met, of).proportion_ci(CONFIDENCE, method="exact")
    return Bounds(float(found.low), float(found.high))


def what_follows(met: int, of: int, *, at_random: bool) -> str:
    """What may be said of all, from `met` of `of` looked at; `at_random` if these were drawn at random."""
    if of == 0:
        return "None was looked at, so nothing follows."
    if not at_random:
        return "They were not drawn at random, so nothing follows in numbers for the others."
    low, high = exact_bounds(met, of)
    if met == of:
        return f"{met} of {of} is still compatible with failure in up to {_percent(1 - low)} of all (exact, 95 %)."
    if met == 0:
        return f"0 of {of} is still compatible with success in up to {_percent(high)} of all (exact, 95 %)."
    return f"{met} of {of} is compatible with success in {_percent(low)} to {_percent(high)} of all (exact, 95 %)."


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
