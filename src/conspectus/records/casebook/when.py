"""Dates as people read them, from what was sent and the interval that it was read as."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from conspectus.plain import day, month, words
from conspectus.records.dates import date_forms, local_day, read_date
from conspectus.records.dates.calendar import ZONE
from conspectus.terms import Precision


def when(row: Mapping[str, Any], side: str = "started") -> str | None:
    """One side of an event row (`started` or `ended`) as people read it; None where there is no date.

    "22 May 2026", "22 May 2026, 21:40", "some day in May 2026", "about 22 May 2026", "2026".
    """
    precision = row[f"{side}_precision"]
    if precision is None:
        return None
    first, last = row[f"{side}_first_day"], row[f"{side}_last_day"]
    match Precision(precision):
        case Precision.TIME:
            return moment(row[f"{side}_first"])
        case Precision.DAY:
            return day(first)
        case Precision.UNCERTAIN:
            return _about(row[f"{side}_text"] or "") or between(first, last)
        case _:
            return between(first, last)


def moment(instant: datetime) -> str:
    """A UTC instant by the clock on the wall: 22 May 2026, 21:40."""
    local = instant.replace(tzinfo=UTC).astimezone(ZONE)
    return f"{day(local.date())}, {local:%H:%M}"


def between(first: date, last: date) -> str:
    """Days that an unsure date lies between: a day, a month or a year where it is just that."""
    after = last + timedelta(days=1)
    if first == last:
        return day(first)
    if first.day == 1 and after.day == 1 and (first.month, first.year) == (last.month, last.year):
        return f"some day in {month(first)}"
    if (first.month, first.day, after.month, after.day) == (1, 1, 1, 1) and first.year == last.year:
        return str(first.year)
    return f"some day between {day(first)} and {day(last)}"


def last_day(limit: datetime) -> date:
    """The last day on which a limit that ends at `limit` is kept; a limit of days ends at 24:00."""
    return local_day(limit - timedelta(microseconds=1))


def due(limit: datetime | None, unit: str) -> str | None:
    """When a limit ends, as people read it: a day, or a time where the limit runs by the clock."""
    if limit is None:
        return None
    return moment(limit) if unit in ("hours", "minutes") else day(last_day(limit))


def said(word: str | None) -> str | None:
    """An outcome as people read it."""
    return words(word) if word else None


def written_day(row: Mapping[str, Any]) -> date:
    """The day by which a start is put in order: the one written as about, else the earliest it can mean."""
    first: date = row["started_first_day"]
    if row["started_precision"] != Precision.UNCERTAIN:
        return first
    return (_named(row["started_text"] or "") or (first, first))[0]


def _about(text: str) -> str | None:
    named = _named(text)
    return f"about {between(*named).removeprefix('some day in ')}" if named else None


@lru_cache(maxsize=4096)  # a reading takes a hundred times as long as the rest of a row, and texts repeat
def _named(text: str) -> tuple[date, date] | None:
    """What a person wrote as about a date; None where they named a part of a month or year."""
    plain = text.strip().lower()
    if plain.startswith(date_forms().within):
        return None
    known = sorted(date_forms().about, key=len, reverse=True)
    plain = next((plain.removeprefix(word) for word in known if plain.startswith(word)), plain).strip(" ?")
    read = read_date(plain)
    return (read.first_day, read.last_day) if read.first_day and read.last_day else None
