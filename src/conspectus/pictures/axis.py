"""Days laid out along a line."""

from datetime import date, timedelta
from typing import NamedTuple

from conspectus.plain import short_month

TICKS_AT_MOST = 14


class Tick(NamedTuple):
    """The first day of a month, where its line stands, and what is written there."""

    x: float
    text: str
    strong: bool


class Axis(NamedTuple):
    """From `first` to `last`, between `left` and `right` in units of the drawing."""

    first: date
    last: date
    left: float
    right: float

    def x(self, when: date) -> float:
        """Where a day stands; days outside are drawn at the edge."""
        share = (when - self.first).days / max((self.last - self.first).days, 1)
        return round(self.left + (self.right - self.left) * min(max(share, 0.0), 1.0), 1)

    def ticks(self, at_most: int = TICKS_AT_MOST) -> list[Tick]:
        """Months, or every few months where there are many."""
        months = [month for month in _months(self.first, self.last) if month >= self.first]
        step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 600) if len(months) / step <= at_most)
        kept = [month for month in months if (month.month - 1 + 12 * month.year) % step == 0]
        return [
            Tick(self.x(month), _tick_text(month, first=place == 0), month.month == 1)
            for place, month in enumerate(kept)
        ]

    def mondays(self, at_most: int = TICKS_AT_MOST) -> list[Tick]:
        """The Mondays there are, or every few of them."""
        first = self.first + timedelta(days=-self.first.weekday() % 7)
        days = [first + timedelta(days=n) for n in range(0, (self.last - first).days + 1, 7)]
        step = -(-len(days) // at_most) or 1
        return [Tick(self.x(day), f"{day.day} {short_month(day)}", False) for day in days[::step]]


def axis(first: date, last: date, *, left: float, right: float) -> Axis:
    """An axis from the month of `first` to the end of the month of `last`."""
    after = (last.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Axis(first.replace(day=1), after, left, right)


def _months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month
    return [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        for n in range(count)
    ]


def _tick_text(month: date, *, first: bool) -> str:
    name = short_month(month)
    return f"{name} {month.year}" if first or month.month == 1 else name
