"""Charts, signals, joining and suppression once more, by plain loops that follow the pinned meanings word by word."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

Case = tuple[int, int]  # met, unmet


def slow_p_prime(points: Sequence[Case]) -> tuple[float, float | None, list[tuple[float, float]]]:
    """p̄, σ_z and the limits of each point, all of them the baseline (at most its first 24)."""
    base = points[:24]
    met = sum(one for one, _ in base)
    total = sum(one + other for one, other in base)
    mean = met / total
    if mean in (0.0, 1.0):
        return mean, None, [(mean, mean) for _ in points]
    z = []
    for one, other in base:
        n = one + other
        z.append((one / n - mean) / sqrt(mean * (1 - mean) / n))
    moves = [abs(later - earlier) for earlier, later in pairwise(z)]
    sigma_z = sum(moves) / len(moves) / 1.128
    limits = []
    for one, other in points:
        reach = 3 * max(1, sigma_z) * sqrt(mean * (1 - mean) / (one + other))
        limits.append((mean - reach, mean + reach))
    return mean, sigma_z, limits


def slow_signals(values: Sequence[float], mean: float, sigma: Sequence[float]) -> dict[str, list[int]]:
    """For each signal, the side of each point that belongs to one: 1 above, −1 below, 0 none."""
    count = len(values)
    found = {name: [0] * count for name in ("outside", "shift", "trend", "two_of_three")}
    for place in range(count):
        if values[place] > mean + 3 * sigma[place]:
            found["outside"][place] = 1
        if values[place] < mean - 3 * sigma[place]:
            found["outside"][place] = -1
    for side in (1, -1):
        for start in range(count - 6):
            seven = range(start, start + 7)
            if all(side * values[place] > side * mean for place in seven):
                for place in seven:
                    found["shift"][place] = side
            if all(side * values[place + 1] > side * values[place] for place in list(seven)[:-1]):
                for place in seven:
                    found["trend"][place] = side
        for start in range(count - 2):
            near = []
            for place in range(start, start + 3):
                beyond_two = side * values[place] > side * (mean + side * 2 * sigma[place])
                beyond_three = side * values[place] > side * (mean + side * 3 * sigma[place])
                if beyond_two and not beyond_three:
                    near.append(place)
            if len(near) >= 2:
                for place in near:
                    found["two_of_three"][place] = side
    return found


def slow_joined(points: Sequence[Case]) -> list[tuple[Case, bool]]:
    """Points with fewer than five cases joined with the next, oldest first; True for one left incomplete."""
    made: list[tuple[Case, bool]] = []
    met, unmet, open_ = 0, 0, False
    for one, other in points:
        met, unmet, open_ = met + one, unmet + other, True
        if met + unmet >= 5:
            made.append(((met, unmet), False))
            met, unmet, open_ = 0, 0, False
    if open_:
        made.append(((met, unmet), True))
    return made


def slow_published(points: Sequence[Case]) -> list[Case]:
    """Months joined until met and not met are each none or at least six, what is left into the point before."""

    def may(met: int, unmet: int) -> bool:
        return (met == 0 or met >= 6) and (unmet == 0 or unmet >= 6)

    made: list[Case] = []
    met, unmet, open_ = 0, 0, False
    for one, other in points:
        met, unmet, open_ = met + one, unmet + other, True
        if may(met, unmet):
            made.append((met, unmet))
            met, unmet, open_ = 0, 0, False
    while open_ and made:
        last = made.pop()
        met, unmet = met + last[0], unmet + last[1]
        if may(met, unmet):
            made.append((met, unmet))
            open_ = False
    return made
