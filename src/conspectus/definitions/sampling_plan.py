"""How children are chosen for tracking: the model of `sampling.toml`."""

from functools import cache
from typing import Literal

from conspectus.definitions.base import SHIPPED, Definition, load
from conspectus.definitions.duty import MonthSpan


class Stratum(Definition):
    """A part of the frame, and how many places it is given."""

    id: str
    title: str
    places: int
    fits: Literal["gap", "pattern"] | None = None
    events: tuple[str, ...] = ()


class SamplingPlan(Definition):
    """The content of `sampling.toml`."""

    source: str
    version: int
    places: int
    each_agency: int
    recent: MonthSpan
    seeds: int
    stratum: tuple[Stratum, ...]


@cache
def sampling_plan() -> SamplingPlan:
    """The shipped plan."""
    return load(SamplingPlan, SHIPPED / "sampling.toml")
