"""A number over many reports with its interval: the reports are drawn again, whole, with a seed of their own."""

from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from conspectus.library.coverage import FEWEST
from conspectus.library.study.told import Measure, Told

RESAMPLES = 2000
BOUNDS = (2.5, 97.5)  # percent of the resamples lie below
Draws = npt.NDArray[np.float64]


class Measured(NamedTuple):
    """A number, and the same of every resample; none where too few reports bear an interval."""

    value: float
    draws: Draws | None
    within: tuple[float, float] | None = None  # bounds that are known without draws

    def bounds(self) -> tuple[float | None, float | None]:
        """Between what most of the resamples lie."""
        if self.within is not None:
            return self.within
        if self.draws is None or not np.isfinite(self.draws).any():
            return None, None
        low, high = np.nanpercentile(self.draws, BOUNDS)
        return float(low), float(high)


class Group:
    """Reports taken together, drawn again in the same way whatever is measured."""

    def __init__(self, name: str, reports: Sequence[Told]) -> None:
        """Draw the reports again: the name is the seed, so that the same reports give the same bounds."""
        self.reports = reports
        many = len(reports)
        source = np.random.default_rng(crc32(name.encode()))
        self._drawn = (
            source.multinomial(many, np.full(many, 1 / many), size=RESAMPLES).astype(np.float64)
            if many >= FEWEST
            else None
        )

    def measured(self, measure: Measure) -> Measured | None:
        """So much of so much over all reports; None where there is nothing to measure it by."""
        parts = np.array([measure(one) for one in self.reports], dtype=np.float64).reshape(-1, 2)
        much, of = parts.sum(axis=0)
        if not of:
            return None
        return Measured(float(much / of), self._again(parts))

    def _again(self, parts: Draws) -> Draws | None:
        """The same of every resample."""
        if self._drawn is None or np.count_nonzero(parts[:, 1]) < FEWEST:
            return None
        drawn = self._drawn @ parts
        with np.errstate(divide="ignore", invalid="ignore"):
            shares: Draws = drawn[:, 0] / drawn[:, 1]
        return shares


def less(one: Measured | None, other: Measured | None) -> Measured | None:
    """One number less another of other reports, which are drawn apart."""
    if one is None or other is None:
        return None
    apart = None if one.draws is None or other.draws is None else one.draws - other.draws
    return Measured(one.value - other.value, apart)


def set_right(one: Measured | None, by: float | None) -> Measured | None:
    """A share where for each sentence that was read so many are there in truth; never more than all."""
    if one is None or by is None:
        return None
    draws = None if one.draws is None else np.minimum(one.draws * by, 1)
    return Measured(min(one.value * by, 1.0), draws)


def at_worst(one: Measured | None, other: Measured | None, f1: float) -> Measured | None:
    """One share less another, where all errors of the reading went one way on one side, and the other on the other.

    A word read with this F1 stands in truth in between f1 / (2 - f1) and (2 - f1) / f1 times as many sentences: so many
    if no error was a miss, or if none was a false alarm. The bounds are those of both extremes, each with its chance.
    """
    plain = less(one, other)
    if plain is None or plain.draws is None or one is None or other is None or not f1:
        return None
    fewest, most = f1 / (2 - f1), (2 - f1) / f1
    assert one.draws is not None and other.draws is not None  # or their difference had none
    lowest = one.draws * fewest - np.minimum(other.draws * most, 1)
    highest = np.minimum(one.draws * most, 1) - other.draws * fewest
    low, high = np.nanpercentile(lowest, BOUNDS[0]), np.nanpercentile(highest, BOUNDS[1])
    return Measured(plain.value, None, (float(low), float(high)))
