"""Which part of a chronology is drawn: a period, those beside it, and how many entries each part of the whole holds."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from conspectus.plain import short_month
from conspectus.records.casebook import ChildChronology, ChronologyEntry

SHORT = 9  # months: no longer a chronology is drawn whole
BUSIEST = 6  # months of a longer one, where it opens
PARTS = 12  # of the whole, at most, each with how many entries it holds
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # months that a part may be long
WEEK = timedelta(days=6)


class Period(NamedTuple):
    """From one day to another, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many there are."""
        return (self.last - self.first).days + 1

    def holds(self, entry: ChronologyEntry) -> bool:
        """Whether the entry began in it, or may have."""
        return entry.first_day <= self.last and entry.last_day >= self.first

    def moved(self, days: int) -> "Period":
        """As long, and so many days later."""
        return Period(self.first + timedelta(days=days), self.last + timedelta(days=days))

    def wider(self, whole: "Period") -> "Period":
        """Twice as long, about the same middle, within the whole."""
        by = timedelta(days=max(self.days // 2, 1))
        return Period(max(self.first - by, whole.first), min(self.last + by, whole.last))

    def closer(self) -> "Period":
        """Its middle half; no shorter than a week."""
        by = timedelta(days=self.days // 4) if self.days > 2 * 7 else timedelta()
        return Period(self.first + by, self.last - by)


class Part(NamedTuple):
    """A part of the whole, how many entries began in it, and whether it is drawn."""

    period: Period
    title: str
    entries: int
    height: float  # of the fullest, from 0 to 1
    drawn: bool


def week_of(day: date) -> Period:
    """Its week, from Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + WEEK)


def whole_of(story: ChildChronology) -> Period | None:
    """Whole months from the first entry to the last day on which anything stands; None where there is no entry."""
    days = [*(day for entry in story.entries for day in (entry.first_day, entry.last_day))]
    if not days:
        return None
    last = max(*days, min(story.last_day or max(days), story.build.as_of_day))
    return Period(min(days).replace(day=1), _months_on(last, 1) - timedelta(days=1))


def busiest(story: ChildChronology) -> Period | None:
    """Where a chronology opens: all of a short one, else the six months with most entries.

    Of months with a silo gap, where there is one: nobody should have to look for it. Of several as busy the latest.
    """
    whole = whole_of(story)
    if whole is None or _months_between(whole) <= SHORT:
        return whole
    periods = [
        Period(start, _months_on(start, BUSIEST) - timedelta(days=1))
        for start in _starts(whole, 1)
        if _months_on(start, BUSIEST) <= whole.last + timedelta(days=1)
    ]
    shown = [one for one in periods if any(_within(gap.visible_on, one) for gap in story.silo_gaps)]
    return max(shown or periods, key=lambda one: (_count(story.entries, one), one.first))


def parts_of(story: ChildChronology, drawn: Period) -> list[Part]:
    """The whole in at most twelve parts of as many months."""
    whole = whole_of(story)
    if whole is None:
        return []
    step = next((step for step in STEPS if _months_between(whole) / step <= PARTS), STEPS[-1])
    periods = [
        Period(start, min(_months_on(start, step) - timedelta(days=1), whole.last))
        for start in _starts(whole, step)
    ]
    counts = [sum(_within(entry.first_day, one) for entry in story.entries) for one in periods]
    return [
        Part(one, said(one), count, count / max(*counts, 1), _overlap(one, drawn))
        for one, count in zip(periods, counts, strict=True)
    ]


def said(period: Period) -> str:
    """A period as short words: May 2026, May to July 2026, 4 to 10 May 2026."""
    first, last = period
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{short_month(first)} {first.year}"
        year = "" if first.year == last.year else f" {first.year}"
        return f"{short_month(first)}{year} to {short_month(last)} {last.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {short_month(first)}{year} to {last.day} {short_month(last)} {last.year}"


def _count(entries: Iterable[ChronologyEntry], period: Period) -> int:
    return sum(_within(entry.first_day, period) for entry in entries)


def _within(day: date, period: Period) -> bool:
    return period.first <= day <= period.last


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and one.last >= other.first


def _months_between(period: Period) -> int:
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1


def _months_on(day: date, months: int) -> date:
    """The first day of the month so many months later."""
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def _starts(whole: Period, step: int) -> list[date]:
    return [_months_on(whole.first, place) for place in range(0, _months_between(whole), step)]
