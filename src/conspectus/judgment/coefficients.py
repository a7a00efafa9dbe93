"""Coefficients of agreement, from how many raters gave each cell each level."""

from typing import Literal

import krippendorff
import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]  # cell x level


def alpha(counts: Counts, *, measurement: Literal["ordinal", "nominal"]) -> float | None:
    """Krippendorff's alpha; None where all gave one level, since agreement by chance is then certain."""
    if (counts.sum(axis=0) > 0).sum() < 2:
        return None
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement=measurement))


def gwet_ac1(counts: Counts) -> float | None:
    """Gwet's AC1 (Gwet 2008, for several raters and missing ratings); None where no cell has two ratings.

    Chance is worked out from every level of the scale, given by somebody or not.
    """
    raters = counts.sum(axis=1)
    twice = counts[raters > 1]
    if not len(twice):
        return None
    pairs = twice.sum(axis=1)
    agreed = float(((twice * (twice - 1)).sum(axis=1) / (pairs * (pairs - 1))).mean())
    shares = (counts[raters > 0] / raters[raters > 0, None]).mean(axis=0)
    chance = float((shares * (1 - shares)).sum()) / (counts.shape[1] - 1)
    return float((agreed - chance) / (1 - chance))
