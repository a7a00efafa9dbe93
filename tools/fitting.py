"""Linear models fitted to labelled clues: logistic regression, its weights pulled towards none."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from conspectus.library.findings.linear import Linear

SEEN = 2  # a clue of fewer rows than this weighs nothing
STEPS = 200  # at most

Rows = Sequence[Iterable[str]]


def places(rows: Rows) -> dict[str, int]:
    """A column for every clue that is seen often enough."""
    seen = Counter(clue for row in rows for clue in set(row))
    return {clue: at for at, clue in enumerate(sorted(clue for clue in seen if seen[clue] >= SEEN))}


def table(rows: Rows, place: dict[str, int]) -> sparse.csr_matrix:
    """Which row holds which clue, as ones."""
    held = [sorted({place[clue] for clue in row if clue in place}) for row in rows]
    ends = np.cumsum([0, *map(len, held)])
    columns = np.concatenate([np.array(row, dtype=np.int64) for row in held])
    return sparse.csr_matrix((np.ones(ends[-1]), columns, ends), shape=(len(rows), len(place)))


def binary(rows: Rows, said: Sequence[bool], pull: dict[str, float]) -> dict[str, float]:
    """What each clue weighs for *yes*; `pull` is how hard a clue is pulled, by the first letter of its name."""
    place = places(rows)
    there, sign = table(rows, place), np.where(said, 1.0, -1.0)
    pulls = np.array([pull[clue[0]] for clue in place])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        right = sign * (there @ weights)
        value = np.logaddexp(0, -right).sum() + 0.5 * (pulls * weights * weights).sum()
        return float(value), there.T @ (-sign / (1 + np.exp(right))) + pulls * weights

    found = minimize(loss, np.zeros(len(place)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return {clue: round(float(found[at]), 3) for clue, at in place.items()}


def several(
    rows: Rows, said: Sequence[int], counts: Sequence[float], answers: Sequence[str], pull: float
) -> Linear:
    """A model of several answers, of which each row has one; a row counts as `counts` says."""
    place = places(rows)
    there, right, weigh = table(rows, place), np.eye(len(answers))[said], np.array(counts)[:, None]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(len(place), len(answers))
        totals = there @ weights
        totals -= totals.max(axis=1, keepdims=True)
        chances = np.exp(totals) / np.exp(totals).sum(axis=1, keepdims=True)
        value = -(weigh * right * np.log(chances + 1e-300)).sum() + pull / 2 * (flat @ flat)
        return float(value), (there.T @ (weigh * (chances - right)) + pull * weights).ravel()

    start = np.zeros(len(place) * len(answers))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    shown = found.reshape(len(place), len(answers))
    return Linear(
        tuple(answers), {clue: [round(float(one), 3) for one in shown[at]] for clue, at in place.items()}
    )
