"""Rows under one reading of their dates, and what days, limits and orders mean for them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

from conspectus.definitions import MeasuredDuty, ResponseDuty, Selector, Span, events
from conspectus.example_area.register import Happening
from conspectus.example_area.settings import senders
from conspectus.example_area.when import When, local, plus_months, plus_school, plus_working, utc
from conspectus.terms import Agency, Precision

MIDNIGHT = time()
DAY = timedelta(days=1)


@dataclass(slots=True)
class Fact:
    """One row under one reading of its dates."""

    row: Happening
    at: datetime  # local
    timed: bool
    until: datetime | None
    leads: bool


def readings_of(rows: Sequence[Happening], words: set[str], by_the_clock: bool) -> Iterator[list[Fact]]:
    """Every way to read the dates of the rows that a duty looks at; other rows as their earliest day."""
    options = [
        list(moments(row.start, by_the_clock)) if row.event in words else [row.start.first] for row in rows
    ]
    leading = leads(rows)
    for choice in product(*options):
        yield [
            Fact(row, at, row.start.precision == Precision.TIME, row.end.first if row.end else None, lead)
            for row, at, lead in zip(rows, choice, leading, strict=True)
        ]


def moments(when: When, by_the_clock: bool) -> Iterator[datetime]:
    """Every moment that a date may stand for."""
    step = timedelta(minutes=15) if by_the_clock else DAY
    if when.precision == Precision.TIME or (when.precision == Precision.DAY and not by_the_clock):
        yield when.first
        return
    at = when.first
    while at <= when.last:
        yield at
        at += step
    yield when.last


def leads(rows: Sequence[Happening]) -> list[bool]:
    """Of rows of one shared word and one known day, those of the agency that keeps the lead record."""
    present: dict[tuple[str, date], set[Agency]] = {}
    for row in rows:
        if events()[row.event].shared:
            present.setdefault((row.event, row.start.day), set()).add(row.agency)
    return [
        not (events()[row.event].shared and row.start.sure)
        or row.agency == first_keeper(row.event, present[row.event, row.start.day])
        for row in rows
    ]


def first_keeper(word: str, agencies: set[Agency]) -> Agency:
    """The agency that comes first in the word's list of keepers."""
    return min(agencies, key=lambda agency: events()[word].recorded_by.index(agency))


def after(day: date, span: Span) -> date:
    """The last day of a limit in days or months."""
    if span.unit == "working_days":
        return plus_working(day, span.length)
    if span.unit == "school_days":
        return plus_school(day, span.length)
    if span.unit == "calendar_months":
        return plus_months(day, span.length)
    return day + timedelta(days=span.length)


def limit(trigger: Fact, span: Span) -> datetime:
    """The instant at which a limit ends."""
    if span.by_the_clock:
        length = timedelta(hours=span.length) if span.unit == "hours" else timedelta(minutes=span.length)
        return utc(trigger.at) + length
    return end_of(after(trigger.at.date(), span))


def end_of(day: date) -> datetime:
    """The instant of a day's 24:00."""
    return utc(datetime.combine(day + DAY, MIDNIGHT))


def day_of(due: datetime) -> date:
    """The day that a limit belongs to: a day's 24:00 is still that day."""
    return local(due - timedelta(seconds=1)).date()


def within(fact: Fact, due: datetime) -> bool:
    """Whether something came by a limit; a day's 24:00 itself is the next day."""
    return utc(fact.at) <= due if due != end_of(day_of(due)) else fact.at.date() <= day_of(due)


def ordered(trigger: Fact, response: Fact, duty: ResponseDuty | MeasuredDuty) -> bool:
    """Whether a response comes at or after its trigger, by the clock or by the day, or as early as counts too."""
    if duty.unit in ("hours", "minutes"):
        return utc(response.at) >= utc(trigger.at)
    if isinstance(duty, ResponseDuty) and duty.early is not None:
        return response.at.date() >= trigger.at.date() - timedelta(days=duty.early.length)
    return not_before(response, trigger)


def not_before(later: Fact, earlier: Fact) -> bool:
    """By the day; within one day only two times can be out of order."""
    if later.at.date() == earlier.at.date() and not (later.timed and earlier.timed):
        return True
    return later.at >= earlier.at


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """The facts by time, those of one time by their reference."""
    return sorted(facts, key=lambda fact: (utc(fact.at), fact.row.ref))


def chosen(selector: Selector, fact: Fact) -> bool:
    """Whether a duty's words and conditions fit a row."""
    row = fact.row
    if row.event not in selector.words:
        return False
    fields = {"outcome": row.outcome, "counterparty": row.counterparty, "agency": row.agency}
    return all(fields[f] in wanted for f, wanted in selector.conditions.items())


def covered(agency: Agency, words: Iterable[str], day: date) -> bool:
    """Whether the agency's return covers a response's word and had begun on a day."""
    sender = senders().get(agency)
    return sender is not None and any(word in sender.covers for word in words) and sender.from_ <= day


def as_of_for(agency: Agency, words: Iterable[str]) -> datetime:
    """The last instant that an agency's return can answer for; none, where it covers none of the words."""
    sender = senders()[agency]
    if not covered(agency, words, date.max):
        return datetime.max.replace(tzinfo=UTC)
    return min(sender.extracted, end_of(sender.to))
