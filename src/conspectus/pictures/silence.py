"""Silo gaps along a line of time: when each was visible, when it was due, when anyone acted."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from conspectus.pictures.axis import Axis, Tick, axis
from conspectus.records.casebook import SiloGap

ROW, TOP, WIDE, LEFT = 34.0, 34.0, 1000.0, 180.0
DRAWN_AT_MOST = 25  # the longest silences; the table holds all


class Line(NamedTuple):
    """One child's silence: from the day on which it could be seen to the day on which somebody acted."""

    gap: SiloGap
    y: float
    visible: float
    due: float
    end: float
    acted: bool


class Silence(NamedTuple):
    """The drawing of many children's silences, one line each."""

    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    height: float
    today: float
    left_out: int


def silence(gaps: Sequence[SiloGap], *, as_of: date) -> Silence:
    """The drawing of silo gaps, longest silence first."""
    drawn = gaps[:DRAWN_AT_MOST]
    first = min(gap.visible_on for gap in drawn)
    last = max([as_of, *(gap.acted_on or gap.due for gap in drawn)])
    scale = axis(first, last, left=LEFT, right=WIDE - 20)
    lines = tuple(_line(gap, place, scale, as_of=as_of) for place, gap in enumerate(drawn))
    height = TOP + ROW * len(lines) + 12
    return Silence(lines, tuple(scale.ticks()), height, scale.x(as_of), len(gaps) - len(drawn))


def _line(gap: SiloGap, place: int, scale: Axis, *, as_of: date) -> Line:
    end = gap.acted_on or as_of
    y = TOP + ROW * (place + 0.5)
    return Line(gap, y, scale.x(gap.visible_on), scale.x(gap.due), scale.x(end), gap.acted_on is not None)
