"""What blocking shows of one person's pairs, level by level, and how many pairs it hides."""

from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from conspectus.records.linkage.settings import settings

Floats: TypeAlias = NDArray[np.float64]


def part_shown(places: NDArray[np.int64], shown: list[float] | None) -> Floats:
    """Which part of one person's pairs of each pattern some rule brings, the rules taken as independent."""
    if shown is None:
        return np.ones(len(places))
    columns = {compared.id: (at, compared) for at, compared in enumerate(settings().comparison)}
    hidden = np.ones(len(places))
    for rule, of_rule in zip(settings().rule, shown, strict=True):
        for brings in rule.brings:
            meant = np.ones(len(places), dtype=bool)
            for name, levels in brings.levels.items():
                at, compared = columns[name]
                meant &= np.isin(places[:, at], [compared.place(level) for level in levels])
            hidden[meant] *= 1.0 - of_rule * brings.part
    return 1.0 - hidden


@dataclass(frozen=True)
class Hidden:
    """Patterns of which no rule brings enough; levels that no rule tells apart are taken together as one kind.

    `kinds` gives for each comparison that rules look at (by its place) the kind of each level, the unknown first.
    """

    kinds: dict[int, NDArray[np.int64]]
    patterns: NDArray[np.int64]  # pattern × comparison of `kinds`, kinds of level

    @classmethod
    def of(cls, start: list[Floats], shown: list[float] | None) -> "Hidden":
        """All patterns of levels that rules tell apart, less those that they bring."""
        kinds = {at: _kinds(at) for at in range(len(start)) if len(set(_kinds(at).tolist())) > 1}
        every = np.array(list(product(*(range(kind.max() + 1) for kind in kinds.values()))), dtype=np.int64)
        places = np.full((len(every), len(start)), -1, dtype=np.int64)
        for column, (at, kind) in enumerate(kinds.items()):
            first = np.array([np.flatnonzero(kind == which)[0] for which in range(kind.max() + 1)]) - 1
            places[:, at] = first[every[:, column]]
        return cls(kinds, every[part_shown(places, shown) < settings().learning.shown_at_least])

    def expected(
        self, m: list[Floats], places: NDArray[np.int64], counted: Floats, *, pairs: float
    ) -> tuple[float, dict[int, Floats]]:
        """How many pairs of one person are hidden, and their levels by comparison.

        `counted` is how many pairs of one person are seen with each pattern of `places`.
        """
        weights = np.full(len(self.patterns), pairs)
        whole = max(float(counted.sum()), 1e-12)
        levels = {}
        for column, (at, kind) in enumerate(self.kinds.items()):
            unknown = float(counted[places[:, at] < 0].sum()) / whole
            levels[at] = np.append(unknown, m[at] * (1.0 - unknown))
            weights *= np.bincount(kind, weights=levels[at])[self.patterns[:, column]]
        added = {
            at: _told_apart(levels[at], kind, _summed(self.patterns[:, column], weights, int(kind.max()) + 1))
            for column, (at, kind) in enumerate(self.kinds.items())
        }
        return float(weights.sum()), added


def _summed(kinds: NDArray[np.int64], weights: Floats, of: int) -> Floats:
    return np.asarray(np.bincount(kinds, weights=weights, minlength=of), dtype=np.float64)


def _told_apart(levels: Floats, kind: NDArray[np.int64], of_kind: Floats) -> Floats:
    """What was reckoned of each kind, shared among its levels; the unknown left out."""
    within = levels / np.maximum(np.bincount(kind, weights=levels), 1e-300)[kind]
    return np.asarray((within * of_kind[kind])[1:], dtype=np.float64)


def _kinds(at: int) -> NDArray[np.int64]:
    """For the unknown and each level of a comparison a number that levels share which no rule tells apart."""
    compared = settings().comparison[at]
    named = [brings.levels.get(compared.id, ()) for rule in settings().rule for brings in rule.brings]
    marks = [tuple(level in levels for levels in named) for level in ("unknown", *_names(at))]
    numbers = {mark: number for number, mark in enumerate(dict.fromkeys(marks))}
    return np.array([numbers[mark] for mark in marks], dtype=np.int64)


def _names(at: int) -> list[str]:
    return [level.id for level in settings().comparison[at].levels]
