"""The smallest choice of cells that breaks several caps at once: a minimum hitting set, solved exactly."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T", bound=Hashable)
Counts = npt.NDArray[np.int64]


class Classes(NamedTuple):
    """Items that belong to the same sets are as good as one another, so only how many are chosen matters."""

    of: list[int]  # the class of each item
    sizes: Counts
    holds: npt.NDArray[np.float64]  # set x class


def first_hitting_set(items: Sequence[T], sets: Sequence[Sequence[T]], needed: Sequence[int]) -> list[T]:
    """The smallest choice of items with at least `needed` of each set; of several, the first in order."""
    if len(sets) == 1:
        wanted = set(sets[0])
        return [item for item in items if item in wanted][: needed[0]]
    classes = _classes(items, sets)
    least = np.zeros(len(classes.sizes), dtype=np.int64)
    best = _fewest(classes, needed, least)
    fewest = int(best.sum())
    chosen: list[T] = []
    closed = np.zeros(len(least), dtype=bool)
    for item, kind in zip(items, classes.of, strict=True):
        if len(chosen) == fewest:
            break
        if closed[kind]:
            continue
        if (
            best[kind] == least[kind]
        ):  # the choice at hand goes without it: is there one as small that does not?
            other = _with_one_more(classes, needed, least, kind)
            if other is None or other.sum() > fewest:
                closed[kind] = True  # later choices are narrower still, so none of its class will do
                continue
            best = other
        least[kind] += 1
        chosen.append(item)
    return chosen


def _with_one_more(classes: Classes, needed: Sequence[int], least: Counts, kind: int) -> Counts | None:
    if least[kind] == classes.sizes[kind]:
        return None
    more = least.copy()
    more[kind] += 1
    return _fewest(classes, needed, more)


def _classes(items: Sequence[T], sets: Sequence[Sequence[T]]) -> Classes:
    members = [frozenset(one) for one in sets]
    signs = [tuple(item in one for one in members) for item in items]
    known = {sign: number for number, sign in enumerate(dict.fromkeys(signs))}
    of = [known[sign] for sign in signs]
    return Classes(of, np.bincount(of), np.array(list(known), dtype=float).T)


def _fewest(classes: Classes, needed: Sequence[int], least: Counts) -> Counts:
    from scipy.optimize import Bounds, LinearConstraint, milp  # slow to load, and only a judgment needs it

    solved = milp(
        c=np.ones(len(classes.sizes)),
        constraints=LinearConstraint(classes.holds, lb=np.array(needed, dtype=float)),
        integrality=np.ones(len(classes.sizes), dtype=np.int8),
        bounds=Bounds(least, classes.sizes),
    )
    assert solved.success, solved.message  # choosing everything always does
    return np.rint(solved.x).astype(np.int64)
