"""How long responses took: the share answered as time goes on, as a stepped line."""

from typing import NamedTuple

from conspectus.plain import percent, spell
from conspectus.records.casebook import DutyFigure, TimeStep

WIDE, HIGH = 400.0, 60.0  # units; the drawing is stretched to its place
LIMITS = 3  # a curve is drawn to so many times the limit, and what took longer is said
QUARTERS = (0.25, 0.5, 0.75, 0.9)


class Curve(NamedTuple):
    """One duty's curve: the share answered by then, along time."""

    path: str
    limit_x: float | None
    end: str  # what stands at the right end of the line of time
    limit: str  # and at the limit; empty where there is none
    says: str


def curve(figure: DutyFigure) -> Curve | None:
    """The drawing of one duty's time to respond; None where nothing was answered."""
    if not figure.times:
        return None
    end = float(figure.limit * LIMITS) if figure.limit else max(figure.times[-1].time, 1.0)
    return Curve(
        _path(figure.times, end),
        WIDE / LIMITS if figure.limit else None,
        spell(end, figure.unit),
        spell(figure.limit, figure.unit) if figure.limit else "",
        f"{figure.title}, {figure.agency_title}, share answered as time goes on: {in_quarters(figure)}",
    )


def answered_by(figure: DutyFigure, share: float) -> float | None:
    """The time by which so large a share was answered; None where it never was."""
    return next((step.time for step in figure.times if step.answered >= share), None)


def in_quarters(figure: DutyFigure) -> str:
    """The curve in words: a quarter within 1 working day, half within 3 working days."""
    names = dict(zip(QUARTERS, ("a quarter", "half", "three quarters", "nine in ten"), strict=True))
    reached = [(share, answered_by(figure, share)) for share in QUARTERS]
    said = [
        f"{names[share]} within {spell(time, figure.unit)}" for share, time in reached if time is not None
    ]
    most = figure.times[-1].answered
    return ", ".join([*said, *([] if most >= QUARTERS[-1] else [f"{percent(most)} in the end"])])


def _path(steps: list[TimeStep], end: float) -> str:
    """A line that keeps its height until the next step."""
    parts = [f"M0 {HIGH}"]
    for step in steps:
        if step.time > end:
            break
        x, y = WIDE * max(step.time, 0.0) / end, HIGH * (1 - step.answered)
        parts.append(f"H{x:.1f} V{y:.1f}")
    return " ".join([*parts, f"H{WIDE:g}"])
