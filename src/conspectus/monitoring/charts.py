"""Control charts: a centre and limits for each point, from a baseline that is then frozen.

p′ after Laney (2002) for shares, c and u for counts, XmR for times, and a run chart while there are too few points.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

FIRST = 24  # points of a baseline, at most
LEAST = 12  # below so many there are no limits
CONSTANT = 1.128  # d2 for two: what turns a mean moving range into a standard deviation
WIDE = 2.66  # 3 / d2


class Chart(StrEnum):
    """Which chart a series is drawn as."""

    P_PRIME = "p_prime"
    C = "c"
    U = "u"
    XMR = "xmr"
    RUN = "run"


@dataclass(frozen=True)
class Limits:
    """A chart's centre, and for each point the sigma by which its limits are drawn; without limits `sigma` is nan."""

    chart: Chart
    centre: float | None
    sigma: Floats
    sigma_z: float | None = None

    @property
    def has(self) -> bool:
        """Whether there are limits at all."""
        return self.chart is not Chart.RUN

    def at(self, sigmas: float) -> Floats:
        """The centre and so many sigma above it, for each point; not clipped."""
        return np.full(len(self.sigma), np.nan) if self.centre is None else self.centre + sigmas * self.sigma


Baseline: TypeAlias = Callable[[Floats, Floats, Flags], Limits]


def p_prime(met: Floats, n: Floats, base: Flags) -> Limits:
    """Shares; `base` marks the points of the baseline, `n` their cases."""
    centre = float(met[base].sum() / n[base].sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.sqrt(centre * (1 - centre) / n)
        z = (met[base] / n[base] - centre) / own[base]
    if centre in (0.0, 1.0):
        return Limits(Chart.P_PRIME, centre, np.where(n > 0, 0.0, np.nan))
    sigma_z = float(np.abs(np.diff(z)).mean() / CONSTANT)
    return Limits(Chart.P_PRIME, centre, np.where(n > 0, own, np.nan) * max(1.0, sigma_z), sigma_z)


def c_chart(count: Floats, n: Floats, base: Flags) -> Limits:
    """A chart of counts, where the chances to be counted are the same in each month."""
    centre = float(count[base].mean())
    return Limits(Chart.C, centre, np.full(len(count), np.sqrt(centre)))


def u_chart(count: Floats, n: Floats, base: Flags) -> Limits:
    """Counts per unit of `n`, such as a thousand children."""
    centre = float(count[base].sum() / n[base].sum())
    return Limits(Chart.U, centre, np.sqrt(centre / n))


def xmr(value: Floats, n: Floats, base: Flags) -> Limits:
    """Single values, by their moving range."""
    held = value[base]
    ranges = float(np.abs(np.diff(held)).mean())
    return Limits(Chart.XMR, float(held.mean()), np.full(len(value), WIDE * ranges / 3))


def run_chart(value: Floats, counted: Flags) -> Limits:
    """Too few points for limits: the median alone of those that count."""
    known = value[counted]
    centre = float(np.median(known)) if known.size else None
    return Limits(Chart.RUN, centre, np.full(len(value), np.nan))


def baseline(counted: Flags) -> Flags | None:
    """The first 24 of the points that count; None where there are fewer than 12."""
    places = np.flatnonzero(counted)[:FIRST]
    if len(places) < LEAST:
        return None
    marked = np.zeros(len(counted), dtype=np.bool_)
    marked[places] = True
    return marked
