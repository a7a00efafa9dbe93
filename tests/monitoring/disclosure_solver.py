"""Whether a count that is not published can be worked out: a solver that knows all that a reader knows tries.

It knows how months are joined, so that a month which was not told alone says that it could not be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from conspectus.monitoring.suppression import small, spans_of
from tests.monitoring.monitoring_making import Month

MOST = 60.0  # that any hidden count could be
SMALLEST, LARGEST = 1.0, 5.0

Sum = tuple[int, ...]  # places of the unknowns that are added up; a negative place p takes away unknown −p−1


@dataclass
class Puzzle:
    """Unknown counts, and all that a reader knows of them."""

    unknowns: int
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    choices: int = 0

    def known(self, places: Sum, low: float, high: float) -> None:
        """The sum lies between."""
        self.rows.append((_weights(places), low, high))

    def safe(self, places: Sum) -> None:
        """The sum is none, or at least six."""
        chosen = self._choice()
        self.rows += [
            ({**_weights(places), chosen: -MOST}, -np.inf, 0.0),
            ({**_weights(places), chosen: -(LARGEST + 1)}, 0.0, np.inf),
        ]

    def one_small(self, sums: Sequence[Sum]) -> None:
        """At least one of the sums is from one to five: else the months would have been told."""
        chosen = [self._choice() for _ in sums]
        self.rows.append((dict.fromkeys(chosen, 1.0), 1.0, np.inf))
        for places, choice in zip(sums, chosen, strict=True):
            self.rows += [
                ({**_weights(places), choice: -SMALLEST}, 0.0, np.inf),
                ({**_weights(places), choice: MOST * 9}, -np.inf, MOST * 9 + LARGEST),
            ]

    def another(self, place: int, truth: int) -> bool:
        """Whether the unknown can be anything but what it is."""
        found = (self._furthest(place, sense) for sense in (-1.0, 1.0))
        return any(one is not None and one != truth for one in found)

    def _choice(self) -> int:
        self.choices += 1
        return self.unknowns + self.choices - 1

    def _furthest(self, place: int, sense: float) -> int | None:
        """The largest (−1) or smallest (1) value; None where the puzzle cannot come about."""
        size = self.unknowns + self.choices
        matrix = np.zeros((len(self.rows), size))
        for row, (weights, _, _) in enumerate(self.rows):
            for at, weight in weights.items():
                matrix[row, at] = weight
        aim: NDArray[np.float64] = np.zeros(size)
        aim[place] = sense
        upper = np.array([MOST] * self.unknowns + [1.0] * self.choices)
        held = LinearConstraint(matrix, [one[1] for one in self.rows], [one[2] for one in self.rows])
        found = milp(
            aim,
            constraints=held,
            bounds=Bounds(np.zeros(size), upper),
            integrality=np.ones(size, dtype=np.int64),
        )
        assert found.status in (0, 2), found.message
        return None if found.x is None else round(float(found.x[place]))


def _weights(places: Sum) -> dict[int, float]:
    weights: dict[int, float] = {}
    for place in places:
        at, sign = (place, 1.0) if place >= 0 else (-place - 1, -1.0)
        weights[at] = weights.get(at, 0.0) + sign
    return weights


def _of_point(months: Sequence[Month], *, last: bool) -> list[Puzzle]:
    """What is known of the months of one published point: its sums, and that no beginning of it could be told.

    A reader does not know whether something left over went into the last point: each way it can have come is a
    puzzle of its own, and a count can be whatever any of them lets it be.
    """
    count = len(months)
    return [_come_about(months, told=told) for told in (range(count, 0, -1) if last else (count,))]


def _come_about(months: Sequence[Month], *, told: int) -> Puzzle:
    """The point, if its first so many months could be told and the others were left over."""
    count = len(months)
    puzzle = Puzzle(2 * count)
    met, unmet = tuple(range(count)), tuple(range(count, 2 * count))
    for places, total in ((met, sum(one for one, _ in months)), (unmet, sum(one for _, one in months))):
        puzzle.known(places, total, total)
    for end in range(1, told):
        puzzle.one_small([met[:end], unmet[:end]])
    puzzle.safe(met[:told])
    puzzle.safe(unmet[:told])
    for end in range(told + 1, count + 1):
        puzzle.one_small([met[told:end], unmet[told:end]])
    return puzzle


class Tried(NamedTuple):
    """How many hidden counts a solver tried to work out, and those that it could."""

    counts: int
    found: list[str]


def tried(puzzles: Sequence[Puzzle], held: Sequence[Month]) -> Tried:
    """The hidden counts of one published point. Where there were none at all, that is told, and no secret."""
    truth = [one for one, _ in held] + [one for _, one in held]
    places = [place for place, _ in enumerate(truth) if any(one[place // len(held)] for one in held)]
    found = [
        f"{held}: unknown {place} can only be {truth[place]}"
        for place in places
        if not any(one.another(place, truth[place]) for one in puzzles)
    ]
    return Tried(len(places), found)


def tried_series(months: Sequence[Month]) -> Tried:
    """Every hidden count of one series."""
    made = [
        tried(_of_point(held, last=last == len(months) - 1), held)
        for first, last in spans(months)
        if len(held := months[first : last + 1]) > 1
    ]
    return added(made)


def tried_gaps(gaps: Sequence[Month]) -> Tried:
    """Every hidden count of the gaps opened and acted on."""
    return added([tried([puzzle], held) for puzzle, held in _gap_puzzles(gaps)])


def added(several: Sequence[Tried]) -> Tried:
    """Several as one."""
    return Tried(sum(one.counts for one in several), [says for one in several for says in one.found])


def _may(months: Sequence[Month]) -> bool:
    return not any(small(sum(one[side] for one in months)) for side in (0, 1))


def spans(months: Sequence[Month]) -> list[tuple[int, int]]:
    return spans_of(len(months), lambda first, last: _may(months[first : last + 1]))


def drawn(seed: int) -> list[list[Month]]:
    """Series of an area, small and large, with empty months and with months of none met."""
    draw = Random(seed)
    series = []
    for size, share in ((2, 0.6), (5, 0.9), (3, 1.0)):
        ns = [draw.randint(0, size) if draw.random() < 0.9 else 0 for _ in range(10)]
        months = []
        for n in ns:
            met = sum(draw.random() < share for _ in range(n))
            months.append((met, n - met))
        series.append(months)
    return series


def drawn_gaps(seed: int) -> list[Month]:
    """Gaps opened and acted on by month."""
    draw = Random(seed)
    standing, gaps = 0, []
    for _ in range(18):
        opened = draw.choice([0, 0, 1, 2, 4, 7])
        acted = draw.randint(0, standing + opened)
        standing += opened - acted
        gaps.append((opened, acted))
    return gaps


def _gap_puzzles(gaps: Sequence[Month]) -> Iterator[tuple[Puzzle, Sequence[Month]]]:
    """Each told stretch of months: sums of those opened and acted on, and the number open before and after."""

    def may(first: int, last: int) -> bool:
        held = gaps[first : last + 1]
        left = sum(opened - acted for opened, acted in gaps[: last + 1])
        return not any(map(small, (sum(one for one, _ in held), sum(one for _, one in held), left)))

    for first, last in spans_of(len(gaps), may):
        held = gaps[first : last + 1]
        count = len(held)
        if count > 1:
            puzzle = Puzzle(2 * count)
            puzzle.known(tuple(range(count)), sum(one for one, _ in held), sum(one for one, _ in held))
            acted = sum(one for _, one in held)
            puzzle.known(tuple(range(count, 2 * count)), acted, acted)
            before = sum(opened - acted for opened, acted in gaps[:first])
            for end in range(1, count + 1):  # none can be acted on before it was open
                places = (*range(end), *(-place - 1 for place in range(count, count + end)))
                puzzle.known(places, -before, np.inf)
            yield puzzle, held
