"""Days, clocks and working days of the made-up area: local time without a zone, bank holidays of its nation.

Which nation that is, `lying_in` says once for a whole district: hundreds of places ask for working days, and a district
lies in one nation.
"""

import calendar
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays

from conspectus.terms import Nation, Precision

LONDON = ZoneInfo("Europe/London")
_LAST = time(23, 59, 59)
SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}
_nation: ContextVar[Nation] = ContextVar("nation")


@contextmanager
def lying_in(nation: Nation) -> Iterator[None]:
    """Within it, working days are those of this nation."""
    token = _nation.set(nation)
    try:
        yield
    finally:
        _nation.reset(token)


def nation_here() -> Nation:
    """The nation of the district that is being made."""
    return _nation.get()


class When(NamedTuple):
    """What is known of a moment: it lies between `first` and `last`, in local time."""

    first: datetime
    last: datetime
    precision: Precision
    written: date  # the day that stands there, where one does

    @property
    def day(self) -> date:
        """The earliest day."""
        return self.first.date()

    @property
    def sure(self) -> bool:
        """Whether the day, at least, is known."""
        return self.precision in (Precision.TIME, Precision.DAY)


def at(moment: datetime) -> When:
    """A moment known to the minute; never in the hour that the clocks skip or repeat."""
    if moment.hour == 1 and moment.date() in _clock_changes():
        moment += timedelta(hours=2)
    return When(moment, moment, Precision.TIME, moment.date())


def on(day: date) -> When:
    """A day without a time."""
    return When(datetime.combine(day, time()), datetime.combine(day, _LAST), Precision.DAY, day)


def in_month(day: date) -> When:
    """Only the month is known."""
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return When(
        datetime.combine(day.replace(day=1), time()), datetime.combine(last, _LAST), Precision.MONTH, day
    )


def about(day: date) -> When:
    """A day written with a question mark: nobody says how far, so it is any day of that month."""
    return in_month(day)._replace(precision=Precision.UNCERTAIN)


def clock(day: date, minutes: int) -> datetime:
    """So many minutes after the day began; may run into the days after."""
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def utc(moment: datetime) -> datetime:
    """The instant of a local moment."""
    return moment.replace(tzinfo=LONDON).astimezone(UTC)


def local(instant: datetime) -> datetime:
    """The local moment of an instant."""
    return instant.astimezone(LONDON).replace(tzinfo=None)


def plus_working(day: date, days: int) -> date:
    """The so-many-th working day after a day; 0 is the day itself."""
    if days == 0:
        return day
    working = _working_days(nation_here())
    return working[bisect_right(working, day) + days - 1]


def school_terms() -> tuple[tuple[date, date], ...]:
    """The first and last day of each term and half-term of the made-up area's schools."""
    return tuple(
        (date(year + later, *first), date(year + later, *last))
        for year in YEARS
        for later, first, last in TERMS
    )


# Of each school year: whether in the calendar year after that in which it began, from when, to when.
TERMS = (
    (0, (9, 2), (10, 24)), (0, (11, 3), (12, 19)), (1, (1, 5), (2, 13)), (1, (2, 23), (3, 31)), (1, (4, 15), (5, 22)),
    (1, (6, 1), (7, 21)),
)  # fmt: skip
YEARS = range(2018, 2029)


def plus_school(day: date, days: int) -> date:
    """The so-many-th school day after a day."""
    open_days = _school_days(nation_here())
    return open_days[bisect_right(open_days, day) + days - 1]


def plus_months(day: date, months: int) -> date:
    """The same day of a later month, clipped to that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def working_from(day: date) -> date:
    """The day itself where it is a working day, else the next one."""
    return plus_working(day - timedelta(days=1), 1)


def working_until(day: date) -> date:
    """The day itself where it is a working day, else the last one before."""
    working = _working_days(nation_here())
    return working[bisect_right(working, day) - 1]


@cache
def _school_days(nation: Nation) -> list[date]:
    terms = school_terms()
    return [day for day in _working_days(nation) if any(first <= day <= last for first, last in terms)]


@cache
def _working_days(nation: Nation) -> list[date]:
    years = YEARS
    bank = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=years)
    days = (date(years[0], 1, 1) + timedelta(days=n) for n in range(366 * len(years)))
    return [day for day in days if day.weekday() < 5 and day not in bank]


@cache
def _clock_changes() -> frozenset[date]:
    days = (date(2018, 1, 1) + timedelta(days=n) for n in range(365 * 11))
    return frozenset(
        day
        for day in days
        if day.weekday() == 6 and day.month in (3, 10) and (day + timedelta(7)).month != day.month
    )
