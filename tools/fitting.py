"""Linear models fitted to labelled clues: logistic regression, its weights pulled towards none."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from conspectus.library.findings.linear import Linear

SEEN = 2  # a clue of fewer rows than this weighs nothing
STEPS = 100  # at most

Rows = Sequence[Iterable[str]]


class Clued(NamedTuple):
    """Which row holds which clue, as ones."""

    clues: tuple[str, ...]
    there: sparse.csr_matrix

    def only(self, rows: np.ndarray) -> "Clued":
        """These rows alone, and the clues that are seen often enough among them."""
        there = self.there[rows]
        seen = np.flatnonzero(np.asarray(there.sum(axis=0)).ravel() >= SEEN)
        return Clued(tuple(self.clues[at] for at in seen), there[:, seen])


def clued(rows: Rows) -> Clued:
    """Rows of clues as a table, with the clues that are seen often enough."""
    seen = Counter(clue for row in rows for clue in set(row))
    clues = tuple(sorted(clue for clue in seen if seen[clue] >= SEEN))
    place = {clue: at for at, clue in enumerate(clues)}
    held = [sorted({place[clue] for clue in row if clue in place}) for row in rows]
    ends = np.cumsum([0, *map(len, held)])
    columns = np.concatenate([np.array(row, dtype=np.int64) for row in held])
    return Clued(clues, sparse.csr_matrix((np.ones(ends[-1]), columns, ends), shape=(len(rows), len(clues))))


def binary(rows: Clued, said: np.ndarray, pull: dict[str, float]) -> dict[str, float]:
    """What each clue weighs for *yes*; `pull` is how hard a clue is pulled, by the first letter of its name."""
    there, turned, sign = rows.there, rows.there.T.tocsr(), np.where(said, 1.0, -1.0)
    pulls = np.array([pull[clue[0]] for clue in rows.clues])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        right = sign * (there @ weights)
        value = np.logaddexp(0, -right).sum() + 0.5 * (pulls * weights * weights).sum()
        return float(value), turned @ (-sign / (1 + np.exp(right))) + pulls * weights

    start = np.zeros(len(rows.clues))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return {clue: round(float(weight), 3) for clue, weight in zip(rows.clues, found, strict=True)}


def several(rows: Clued, said: np.ndarray, counts: np.ndarray, answers: Sequence[str], pull: float) -> Linear:
    """A model of several answers, of which each row has one; a row counts as `counts` says."""
    there, turned, right, weigh = (
        rows.there,
        rows.there.T.tocsr(),
        np.eye(len(answers))[said],
        counts[:, None],
    )

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(len(rows.clues), len(answers))
        totals = there @ weights
        totals -= totals.max(axis=1, keepdims=True)
        chances = np.exp(totals) / np.exp(totals).sum(axis=1, keepdims=True)
        value = -(weigh * right * np.log(chances + 1e-300)).sum() + pull / 2 * (flat @ flat)
        return float(value), (turned @ (weigh * (chances - right)) + pull * weights).ravel()

    start = np.zeros(len(rows.clues) * len(answers))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    shown = found.reshape(len(rows.clues), len(answers))
    return Linear(
        tuple(answers),
        {clue: [round(float(one), 3) for one in row] for clue, row in zip(rows.clues, shown, strict=True)},
    )
