"""Who is told how far a piece of work has come."""

from collections.abc import Callable
from typing import Protocol


class Progress(Protocol):
    """Whoever shows how far a step has come."""

    def __call__(self, step: str, done: float, /) -> None:
        """`done` runs from 0 to 1."""


def step_of(progress: Progress, step: str) -> Callable[[float], None]:
    """What one step tells, from 0 to 1, passed on with its name."""
    return lambda done: progress(step, done)
