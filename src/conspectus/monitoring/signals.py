"""The four signals of a chart with limits, each point marked that belongs to one."""

from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Sides: TypeAlias = NDArray[np.int8]  # for each point 1 high, −1 low, 0 none

RUN = 7  # points of a shift, and of a trend
NEAR, FAR = 2.0, 3.0  # sigma


class Signal(StrEnum):
    """What chance alone would seldom show."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"


class News(StrEnum):
    """Which way a signal points."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"


def signals(value: Floats, centre: float, sigma: Floats) -> dict[Signal, Sides]:
    """For each signal the points that belong to one, and on which side; of one segment, in order of time."""
    return {
        Signal.OUTSIDE: _outside(value, centre, sigma),
        Signal.SHIFT: _marked(np.sign(value - centre), RUN, of=RUN),
        Signal.TREND: _trend(value),
        Signal.TWO_OF_THREE: _two_of_three(value, centre, sigma),
    }


def _outside(value: Floats, centre: float, sigma: Floats) -> Sides:
    high, low = value > centre + FAR * sigma, value < centre - FAR * sigma
    return (high.astype(np.int8) - low.astype(np.int8)).astype(np.int8)


def _two_of_three(value: Floats, centre: float, sigma: Floats) -> Sides:
    """Two of three points in a row beyond two sigma on one side; one beyond three is told by `outside` alone."""
    high = (value > centre + NEAR * sigma) & (value <= centre + FAR * sigma)
    low = (value < centre - NEAR * sigma) & (value >= centre - FAR * sigma)
    return _marked(high.astype(np.int8) - low.astype(np.int8), 2, of=3)


def _trend(value: Floats) -> Sides:
    """Six rises or six falls make seven points."""
    steps = np.sign(np.diff(value))
    found = np.zeros(len(value), dtype=np.int8)
    for side in (1, -1):
        for end in _ends(steps == side, RUN - 1, of=RUN - 1):
            found[end - RUN + 2 : end + 2] = side
    return found


def _marked(sides: Floats | Sides, at_least: int, *, of: int) -> Sides:
    """Points on a side that stand in a window of `of` points with at least so many on that side."""
    found = np.zeros(len(sides), dtype=np.int8)
    for side in (1, -1):
        on_it = sides == side
        for end in _ends(on_it, at_least, of=of):
            window = slice(end - of + 1, end + 1)
            found[window][on_it[window]] = side
    return found


def _ends(flags: Flags, at_least: int, *, of: int) -> list[int]:
    """The last places of all windows of `of` that hold at least so many."""
    if len(flags) < of:
        return []
    counts = np.convolve(flags.astype(np.int64), np.ones(of, dtype=np.int64), mode="valid")
    return [int(place) + of - 1 for place in np.flatnonzero(counts >= at_least)]
