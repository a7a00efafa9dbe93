"""Points of a series: months joined where they hold too few cases, rounds put together, quarters made of months."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from conspectus.monitoring.counting import ENOUGH_DECIDED

FEWEST = 5  # cases of a point


@dataclass(frozen=True)
class Revision:
    """What an earlier round said of the same months."""

    as_of: date
    n: int
    met: int


class Counts(NamedTuple):
    """What is known of some months of one series. `asked` and `waiting` are None where only a flag was published."""

    first: date
    last: date
    n: int
    met: int
    told_provisional: bool = False
    asked: int | None = None  # all that is not exempt
    waiting: int | None = None  # not yet due or not evaluated
    answered: int = 0
    time_sum: float = 0.0
    revisions: tuple[Revision, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether too little of it is decided to be held against the rules."""
        if self.asked is None or self.waiting is None:
            return self.told_provisional
        return self.asked > 0 and 1 - self.waiting / self.asked < ENOUGH_DECIDED - 1e-12

    @property
    def share(self) -> float | None:
        """Share met; None where nothing was decided."""
        return self.met / self.n if self.n else None

    @property
    def time(self) -> float | None:
        """Mean time to respond."""
        return self.time_sum / self.answered if self.answered else None


def together(some: Counts, more: Counts) -> Counts:
    """Two neighbouring points counted as one."""
    return Counts(
        first=min(some.first, more.first),
        last=max(some.last, more.last),
        n=some.n + more.n,
        met=some.met + more.met,
        told_provisional=some.told_provisional or more.told_provisional,
        asked=_sum(some.asked, more.asked),
        waiting=_sum(some.waiting, more.waiting),
        answered=some.answered + more.answered,
        time_sum=some.time_sum + more.time_sum,
        revisions=(*some.revisions, *more.revisions),
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def newest_word(rounds: Sequence[tuple[date, Sequence[Counts]]]) -> list[Counts]:
    """The counts of several rounds, each with its as-of day: of a month that several tell of, the newest counts.

    What an earlier round said of just the same months and counted otherwise is kept beside it as a revision.
    """
    kept: dict[tuple[date, date], Counts] = {}
    for day, told in sorted(rounds, key=lambda one: one[0], reverse=True):
        taken = list(kept.values())
        for counts in told:
            span = (counts.first, counts.last)
            if same := kept.get(span):
                if (same.n, same.met) != (counts.n, counts.met):
                    kept[span] = same._replace(
                        revisions=(*same.revisions, Revision(day, counts.n, counts.met))
                    )
            elif not any(one.first <= counts.last and counts.first <= one.last for one in taken):
                kept[span] = counts
    return sorted(kept.values(), key=lambda one: one.first)


def by_quarter(points: Iterable[Counts]) -> list[Counts]:
    """Points of one quarter as one; a point over several quarters stands in that of its last month."""
    made: list[Counts] = []
    for point in points:
        if made and _quarter(made[-1].last) == _quarter(point.last):
            made[-1] = together(made[-1], point)
        else:
            made.append(point)
    return made


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3


def segments(points: Sequence[Counts], changes: Iterable[date]) -> list[list[Counts]]:
    """The points between declared changes; one starts a segment with the first point that ends on its day or later."""
    days, made = sorted(set(changes)), [list[Counts]()]
    for place, point in enumerate(points):
        before = points[place - 1].last if place else None
        if before is not None and any(before < day <= point.last for day in days):
            made.append([])
        made[-1].append(point)
    return [one for one in made if one]


def joined(points: Iterable[Counts]) -> list[Counts]:
    """Points of a segment with fewer than five cases joined with the next, oldest first.

    One that is left in the end with too few stays provisional.
    """
    made: list[Counts] = []
    held: Counts | None = None
    for point in points:
        held = point if held is None else together(held, point)
        if held.n >= FEWEST:
            made.append(held)
            held = None
    return [*made, held._replace(told_provisional=True, asked=None)] if held is not None else made


@cache
def month_first(month: str) -> date:
    """The first day of a month such as 2026-03."""
    return date(int(month[:4]), int(month[5:7]), 1)


@cache
def month_last(month: str) -> date:
    """The last day of a month such as 2026-03."""
    return (month_first(month) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
