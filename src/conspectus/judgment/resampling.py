"""How far a figure depends on which cells happened to be rated twice: a bootstrap over cells."""

from collections.abc import Callable
from functools import lru_cache
from random import Random

import numpy as np
import numpy.typing as npt

from conspectus.judgment.canonical import sha256_of
from conspectus.judgment.coefficients import Counts

Statistic = Callable[[Counts], float | None]
Bounds = tuple[float, float]

RESAMPLES = 1000
FEWEST = 8  # of fewer cells, most resamples are the same few cells again, and the interval only looks exact
UNDEFINED = 0.05  # with more resamples without a value than this, the interval would be of the tame ones only
OUTSIDE = (2.5, 97.5)  # percentiles: 95 % lie between


def interval(counts: Counts, statistic: Statistic) -> tuple[Bounds | None, str]:
    """The bounds between which 95 % of resamples lie; or None, and why.

    The same counts always give the same bounds.
    """
    return _interval(counts.shape[1], tuple(map(tuple, counts.tolist())), statistic)


# A letter is judged again whenever somebody signs or reads it, nearly always on the same ratings.
@lru_cache(maxsize=256)
def _interval(
    levels: int, cells: tuple[tuple[int, ...], ...], statistic: Statistic
) -> tuple[Bounds | None, str]:
    counts = np.array(cells, dtype=np.int64).reshape(len(cells), levels)
    if len(counts) < FEWEST:
        return None, f"fewer than {FEWEST} cells were rated twice"
    if (np.count_nonzero(counts, axis=1) == 1).all():
        return None, "all agreed everywhere, and drawing from agreement shows nothing else"
    found = [statistic(counts[drawn]) for drawn in _draws(counts)]
    values = [value for value in found if value is not None]
    if len(values) < (1 - UNDEFINED) * len(found):
        return None, "too many resamples hold one level alone"
    low, high = np.percentile(values, OUTSIDE)
    return (round(float(low), 4), round(float(high), 4)), ""


def _draws(counts: Counts) -> npt.NDArray[np.int64]:
    """Cells drawn with replacement, resample by resample.

    Python promises that a seed gives the same numbers in later versions, NumPy does not; `verify` works them out
    again years on.
    """
    cells = len(counts)
    source = Random(int(sha256_of(counts.tolist()), 16))
    return np.array([[int(source.random() * cells) for _ in range(cells)] for _ in range(RESAMPLES)])
