"""The area's agencies and the words for events."""

from functools import cache

from conspectus.definitions.base import SHIPPED, Definition, load
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


@cache
def agencies() -> dict[Agency, AgencyTerm]:
    """Every agency by its word, in the order in which pages list them."""
    return {term.id: term for term in load(Agencies, SHIPPED / "agencies.toml").agency}


@cache
def inspectorates() -> dict[str, Inspectorate]:
    """Every inspectorate by its word."""
    return {body.id: body for body in load(Agencies, SHIPPED / "agencies.toml").inspectorate}


@cache
def events() -> dict[str, EventTerm]:
    """Every event word with its meaning."""
    return {term.id: term for term in load(Events, SHIPPED / "events.toml").event}


@cache
def lasting_words() -> tuple[str, ...]:
    """Words for what has an end, or is still open."""
    return tuple(term.id for term in events().values() if term.lasting)


@cache
def episodes() -> dict[str, Episode]:
    """Every kind of episode by its word."""
    return {episode.id: episode for episode in load(Events, SHIPPED / "events.toml").episode}
