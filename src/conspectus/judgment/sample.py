"""What follows for all from the few that were looked at: an interval for random samples, and else nothing."""

from typing import NamedTuple

from conspectus.judgment.evidence import Sample
from conspectus.judgment.model import SampleSeen
from conspectus.terms import Chosen

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


def sample_seen(sample: Sample) -> SampleSeen:
    """A sample with its denominator, how it was chosen, and what follows; for those who may read counts."""
    frame = f" of {sample.frame} there were" if sample.frame is not None else ""
    at_random = sample.chosen is Chosen.RANDOM
    bounds = exact_bounds(sample.met, sample.seen) if at_random and sample.seen else None
    told = f"{sample.what}: {sample.met} of {sample.seen} looked at{frame}."
    return SampleSeen(
        **sample.model_dump(),
        interval=(round(bounds.low, 4), round(bounds.high, 4)) if bounds else None,
        says=f"{told} {what_follows(sample.met, sample.seen, at_random=at_random)}",
    )


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
