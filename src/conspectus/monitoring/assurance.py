"""Whether a process as it is can be relied on to reach its target."""

from enum import StrEnum


class Assurance(StrEnum):
    """What the limits of the latest point say of the target."""

    ALWAYS_MET = "always met"
    HIT_OR_MISS = "hit or miss"
    ALWAYS_FAILED = "always failed"
    NO_TARGET = "no target"
    NO_LIMITS = "no limits yet"


def assurance(target: float | None, lower: float | None, upper: float | None) -> Assurance:
    """By the unclipped limits: what lies within them comes by chance."""
    if target is None:
        return Assurance.NO_TARGET
    if lower is None or upper is None:
        return Assurance.NO_LIMITS
    if target > upper:
        return Assurance.ALWAYS_FAILED
    return Assurance.ALWAYS_MET if target <= lower else Assurance.HIT_OR_MISS
