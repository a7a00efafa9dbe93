"""The area's agencies and the words for events."""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from conspectus.definitions.base import SHIPPED, Definition, load
from conspectus.errors import DefinitionError
from conspectus.terms import Agency


class AgencyTerm(Definition):
    """An agency as pages show it, and the inspectorate that leads in its field."""

    id: Agency
    title: str
    mark: str  # one letter, where colour alone would not do
    colour: str
    inspectorate: str


class Inspectorate(Definition):
    """A body that inspects."""

    id: str
    title: str


class Agencies(Definition):
    """`agencies.toml`."""

    source: str
    agency: tuple[AgencyTerm, ...]
    inspectorate: tuple[Inspectorate, ...]


class EventTerm(Definition):
    """One word for an event."""

    id: str
    title: str
    also: tuple[str, ...] = ()  # other names for it, by which a file that was not understood may name it
    said: tuple[str, ...] = ()  # what records of the field write for it: a proposal, and no more
    group: str
    recorded_by: tuple[Agency, ...]  # the keeper of the lead record first
    shared: bool = False  # one happening that several may record, not each agency's own act
    lasting: bool = False
    addressed: bool = False
    outcomes: tuple[str, ...] = ()


class Episode(Definition):
    """What several triggers can belong to, until one of `closed_by` ends it."""

    id: str
    title: str
    closed_by: tuple[str, ...]


class Events(Definition):
    """`events.toml`."""

    version: int
    event: tuple[EventTerm, ...]
    episode: tuple[Episode, ...]


def every_agency(path: Path, named: Collection[str], lacks: str) -> None:
    """Raise a DefinitionError that names each agency which a file of definitions should name and does not."""
    if missing := [agency for agency in Agency if agency not in named]:
        raise DefinitionError(
            f"{lacks} {', '.join(missing)}", str(path), "Add it: every agency of the area is seen everywhere."
        )


def once_each(path: Path, ids: Sequence[str]) -> None:
    """Raise a DefinitionError that names each id which a file of definitions gives to several entries."""
    if again := sorted(name for name, times in Counter(ids).items() if times > 1):
        raise DefinitionError(
            f"it has {', '.join(again)} more than once",
            str(path),
            "Keep one entry: the others would be lost.",
        )


@cache
def _whole_area() -> Agencies:
    path = SHIPPED / "agencies.toml"
    found = load(Agencies, path)
    once_each(path, [term.id for term in found.agency])
    every_agency(path, {term.id for term in found.agency}, "there is no [[agency]] for")
    bodies = {body.id for body in found.inspectorate}
    if unknown := {term.inspectorate for term in found.agency} - bodies:
        raise DefinitionError(
            f"there is no [[inspectorate]] {', '.join(sorted(unknown))}",
            str(path),
            "Add it, or name another.",
        )
    return found


@cache
def agencies() -> dict[Agency, AgencyTerm]:
    """Every agency by its word, in the order in which pages list them."""
    return {term.id: term for term in _whole_area().agency}


@cache
def inspectorates() -> dict[str, Inspectorate]:
    """Every inspectorate by its word."""
    return {body.id: body for body in _whole_area().inspectorate}


@cache
def events() -> dict[str, EventTerm]:
    """Every event word with its meaning."""
    path = SHIPPED / "events.toml"
    found = load(Events, path).event
    once_each(path, [term.id for term in found])
    every_agency(path, {agency for term in found for agency in term.recorded_by}, "no event is recorded by")
    return {term.id: term for term in found}


@cache
def lasting_words() -> tuple[str, ...]:
    """Words for what has an end, or is still open."""
    return tuple(term.id for term in events().values() if term.lasting)


@cache
def episodes() -> dict[str, Episode]:
    """Every kind of episode by its word."""
    return {episode.id: episode for episode in load(Events, SHIPPED / "events.toml").episode}
