"""Pairs to groups: components at weight above 0, and those that hold a contradiction merged again, greedily."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

Pair = tuple[int, int]


def components(count: int, pairs: pl.DataFrame) -> NDArray[np.int64]:
    """For each of `count` records the smallest number in its component; pairs are columns l and r.

    SciPy finds the same, and takes longer to load than a small area to link. Each record takes the smallest number
    that it or a neighbour holds, and then what the record of that number holds, until nothing is smaller.
    """
    left, right = pairs["l"].to_numpy(), pairs["r"].to_numpy()
    label = np.arange(count, dtype=np.int64)
    while (label[left] != label[right]).any():
        low = np.minimum(label[left], label[right])
        for ends in (left, right, label[left], label[right]):
            np.minimum.at(label, ends, low)
        label = label[label]
    return label


def mend(
    members: Iterable[int],
    *,
    weights: Mapping[Pair, float],
    tied: Mapping[int, int],
    apart: set[Pair],
    unscored: float,
) -> dict[int, int]:
    """Merge a component's members again, strongest tie first, while what ties two groups outweighs what parts them.

    `tied` gives the group that people decided on, `apart` pairs of such groups that are never merged; a pair
    without a weight counts as `unscored`. Returns the smallest number of each member's group.
    """
    merging = _Merging.start(members, weights=weights, tied=tied, apart=apart, unscored=unscored)
    merging.run()
    return {uid: min(group) for group in merging.groups.values() for uid in group}


@dataclass
class _Merging:
    """Groups and the summed weights between them."""

    unscored: float
    groups: dict[int, list[int]] = field(default_factory=dict)
    sums: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    seen: dict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    apart: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    queue: list[tuple[float, int, int]] = field(default_factory=list)

    @classmethod
    def start(
        cls,
        members: Iterable[int],
        *,
        weights: Mapping[Pair, float],
        tied: Mapping[int, int],
        apart: set[Pair],
        unscored: float,
    ) -> "_Merging":
        merging = cls(unscored)
        for uid in members:
            merging.groups.setdefault(tied.get(uid, uid), []).append(uid)
        for (a, b), weight in weights.items():
            merging._add(tied.get(a, a), tied.get(b, b), weight, 1)
        for one, other in apart:
            if one in merging.groups and other in merging.groups:
                merging.apart[one].add(other)
                merging.apart[other].add(one)
        for one in merging.groups:
            for other in merging.sums[one]:
                merging._offer(one, other)
        return merging

    def run(self) -> None:
        while self.queue:
            negative, one, other = heapq.heappop(self.queue)
            if one not in self.groups or other not in self.groups or other in self.apart[one]:
                continue
            if self._between(one, other) == -negative:
                self._merge(one, other)

    def _between(self, one: int, other: int) -> float:
        unseen = len(self.groups[one]) * len(self.groups[other]) - self.seen[one].get(other, 0)
        return self.sums[one].get(other, 0.0) + unseen * self.unscored

    def _offer(self, one: int, other: int) -> None:
        low, high = min(one, other), max(one, other)
        weight = self._between(low, high)
        if weight > 0 and high not in self.apart[low]:
            heapq.heappush(self.queue, (-weight, low, high))

    def _add(self, one: int, other: int, weight: float, pairs: int) -> None:
        if one == other:
            return
        for a, b in ((one, other), (other, one)):
            self.sums[a][b] = self.sums[a].get(b, 0.0) + weight
            self.seen[a][b] = self.seen[a].get(b, 0) + pairs

    def _merge(self, one: int, other: int) -> None:
        self.groups[one] += self.groups.pop(other)
        sums, seen = self.sums.pop(other), self.seen.pop(other)
        for neighbour, weight in sums.items():
            self.sums[neighbour].pop(other, None)
            pairs = seen[neighbour]
            self.seen[neighbour].pop(other, None)
            if neighbour != one:
                self._add(one, neighbour, weight, pairs)
        for parted in self.apart.pop(other, set()):
            self.apart[parted].discard(other)
            self.apart[parted].add(one)
            self.apart[one].add(parted)
        for neighbour in self.sums[one]:
            self._offer(one, neighbour)
