"""Which months of its period each sender's events fill: a strip for each sender."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from conspectus.definitions import AgencyTerm, agencies
from conspectus.pictures.axis import Tick, axis
from conspectus.plain import short_month
from conspectus.records.casebook import MonthEvents, Sender

ROW, TOP, WIDE, LEFT = 40.0, 30.0, 1000.0, 230.0
BAR = 26.0  # how high a sender's fullest month is


class Month(NamedTuple):
    """One month of one sender, a bar as high as its events are many."""

    x: float
    width: float
    height: float
    events: int


class Strip(NamedTuple):
    """One sender's months in a row."""

    sender: Sender
    term: AgencyTerm
    y: float  # the foot of its bars
    months: tuple[Month, ...]

    @property
    def empty(self) -> list[str]:
        """The months without a single event, in words."""
        return [month_of(one.month) for one in self.sender.quality.months if not one.events]


class Months(NamedTuple):
    """The drawing of all senders' months."""

    strips: tuple[Strip, ...]
    ticks: tuple[Tick, ...]
    height: float


def months(senders: Sequence[Sender]) -> Months | None:
    """The drawing of all senders along one line of time; None where nobody sent anything."""
    if not senders:
        return None
    first = min(sender.period_from for sender in senders)
    last = max(sender.period_to for sender in senders)
    scale = axis(first, last, left=LEFT, right=WIDE)
    strips = []
    for place, sender in enumerate(senders):
        fullest = max((one.events for one in sender.quality.months), default=0)
        drawn = tuple(_month(one, fullest, scale.x) for one in sender.quality.months)
        strips.append(Strip(sender, agencies()[sender.agency], TOP + ROW * (place + 1) - 4, drawn))
    return Months(tuple(strips), tuple(scale.ticks()), TOP + ROW * len(strips) + 4)


def month_of(month: date) -> str:
    """A month as a short word: May 2026."""
    return f"{short_month(month)} {month.year}"


def _month(one: MonthEvents, fullest: int, x: Callable[[date], float]) -> Month:
    after = (one.month.replace(day=28) + timedelta(days=4)).replace(day=1)
    start, end = x(one.month), x(after)
    return Month(start, end - start - 2, BAR * one.events / fullest if fullest else 0.0, one.events)
