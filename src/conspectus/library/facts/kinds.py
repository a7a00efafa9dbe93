"""The kind of a report, by the words of its title."""

import re
from datetime import date
from typing import NamedTuple

from conspectus.definitions import ReportKind, report_kinds


class KindFound(NamedTuple):
    """A kind, and where on the first page its words begin."""

    kind: ReportKind
    at: int


def kind_of(front: str, days: tuple[date | None, date | None]) -> KindFound | None:
    """The kind whose words come first in the first pages and whose length fits; None if no words are known."""
    found = [place for kind in report_kinds().values() if (place := _place(kind, front))]
    fitting = [place for place in found if _fits(place.kind, days)]
    return min(fitting, key=lambda place: place.at, default=None)


def _place(kind: ReportKind, front: str) -> KindFound | None:
    front = front[: kind.within]
    places = [found.start() for words in kind.says if (found := re.search(words, front, re.IGNORECASE))]
    return KindFound(kind, min(places)) if places else None


def _fits(kind: ReportKind, days: tuple[date | None, date | None]) -> bool:
    first, last = days
    if kind.days is None:
        return True
    return first is not None and last is not None and (last - first).days < kind.days
