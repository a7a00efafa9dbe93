"""What each agency could know of a child on a day, in words."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from conspectus.definitions import AgencyTerm, agencies
from conspectus.plain import listed, number
from conspectus.records.casebook import ChildChronology, known_on


class Lines(NamedTuple):
    """Entries of one kind, and the lines on which they stand."""

    title: str
    numbers: list[int]


class AgencyKnew(NamedTuple):
    """One agency's part: what it held, what it may have held, and what others wrote of dealings with it."""

    term: AgencyTerm
    held: list[Lines]
    perhaps: list[Lines]
    told: list[Lines]


class Knew(NamedTuple):
    """What each could know by the end of a day, and the same in a sentence."""

    day: date
    agencies: list[AgencyKnew]
    says: str


def knew(story: ChildChronology, day: date) -> Knew:
    """What stood in each agency's record by the end of the day, by what it was."""
    found = known_on(story, day)
    told = [
        AgencyKnew(
            agencies()[one.agency],
            _lines(story, one.held),
            _lines(story, one.perhaps),
            _lines(story, one.told),
        )
        for one in found
    ]
    held = [
        f"{agencies()[one.agency].title} {number(len(one.held), 'entry', 'entries')}"
        for one in found
        if one.held
    ]
    without = [agencies()[one.agency].title for one in found if not one.held]
    nothing = f"{listed(without)} nothing" if without else ""
    return Knew(day, told, f"{'; '.join(filter(None, [listed(held), nothing]))}.")


def _lines(story: ChildChronology, numbers: Sequence[int]) -> list[Lines]:
    """The entries of these lines, those of one kind together, in the order of the first of each."""
    kinds: dict[str, list[int]] = {}
    for n in numbers:
        kinds.setdefault(story.entries[n - 1].title, []).append(n)
    return [Lines(title, lines) for title, lines in kinds.items()]
