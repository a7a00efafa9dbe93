"""Areas by a funnel (Spiegelhalter 2005): how far each may lie from all together by chance, the smaller the further."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

INNER, OUTER = 1.960, 3.090  # two-sided 95 % and 99.8 %
CUT = 0.1  # quantile to which the most extreme are drawn in, on each side


@dataclass(frozen=True)
class Funnel:
    """The middle of all areas, how much more than chance they differ, and the variance between them."""

    theta: float
    phi: float
    tau2: float

    def reach(self, n: Floats, width: float) -> Floats:
        """How far from the middle so wide a limit lies, for areas of so many cases."""
        return width * np.sqrt(self.theta * (1 - self.theta) / n + self.tau2)


def funnel(met: Sequence[int], n: Sequence[int]) -> Funnel:
    """The funnel of some areas' shares; each has at least one case."""
    o, size = np.array(met, dtype=np.float64), np.array(n, dtype=np.float64)
    theta = float(o.sum() / size.sum())
    if theta in (0.0, 1.0) or len(size) < 2:
        return Funnel(theta, 0.0, 0.0)
    s = np.sqrt(theta * (1 - theta) / size)
    z = winsorised((o / size - theta) / s)
    count, w = len(size), 1 / s**2
    phi = float((z**2).sum() / count)
    tau2 = (count * phi - (count - 1)) / (w.sum() - (w**2).sum() / w.sum())
    return Funnel(theta, phi, max(0.0, float(tau2)))


def winsorised(z: Floats) -> Floats:
    """What lies beyond the 10 % and 90 % quantiles drawn in to them, so that outliers do not widen the limits."""
    low, high = np.quantile(z, [CUT, 1 - CUT], method="linear")
    return np.clip(z, low, high)
