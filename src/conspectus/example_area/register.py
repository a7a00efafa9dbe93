"""What truly happens to whom, as each agency comes to record it: the list that everything is written from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from conspectus.definitions import events
from conspectus.example_area.people import Person
from conspectus.example_area.settings import Sender, senders
from conspectus.example_area.when import When
from conspectus.terms import Agency, Relation


@dataclass(slots=True, eq=False)
class Happening:
    """One row of one agency's events; the last five are filled in when the return is made."""

    agency: Agency
    person: Person
    event: str
    start: When
    end: When | None = None
    outcome: str = ""
    counterparty: str = ""
    answers: "Happening | None" = None
    occasion: int = 0  # rows of one meeting or message share it
    restricted: bool = False
    listed: bool = False  # told by a line of the council's lists, or of its statutory returns
    untold: bool = False  # a row for which those have no place
    sender: str = ""
    event_id: str = ""
    person_id: str = ""

    @property
    def ref(self) -> str:
        """How evidence cites it."""
        return f"{self.sender}/{self.event_id}/{self.person_id}"


@dataclass(slots=True)
class Bond:
    """`person` is the <relation> of `related`, as an agency records it."""

    agency: Agency
    person: Person
    related: Person
    relation: Relation
    since: date | None = None
    until: date | None = None


@dataclass(slots=True)
class Intent:
    """What the one who wrote the history meant the status to be."""

    duty: str
    trigger: Happening
    status: str


class Register:
    """Everything that happened, by person, in the order in which it was made up."""

    def __init__(self) -> None:
        self.by_person: dict[int, list[Happening]] = defaultdict(list)
        self.bonds: list[Bond] = []
        self._bonds_of: dict[int, list[Bond]] = defaultdict(list)
        self.intents: list[Intent] = []
        self._occasions = 0

    def occasion(self) -> int:
        """A number for rows that belong to one meeting, message or episode."""
        self._occasions += 1
        return self._occasions

    def add(self, row: Happening) -> Happening:
        """Record one more event of a person, of an occasion of its own where it has none yet."""
        row.occasion = row.occasion or self.occasion()
        self.by_person[row.person.number].append(row)
        return row

    def bond(
        self,
        agency: Agency,
        person: Person,
        related: Person,
        relation: Relation,
        *,
        since: date | None = None,
        until: date | None = None,
    ) -> None:
        """Record one more relationship between two people."""
        bond = Bond(agency, person, related, relation, since, until)
        self.bonds.append(bond)
        self._bonds_of[related.number].append(bond)

    def bonds_of(self, person: Person) -> list[Bond]:
        """The relationships in which others stand to a person."""
        return self._bonds_of.get(person.number, [])

    def intend(self, duty: str, trigger: Happening, status: str) -> None:
        """Note what a status was meant to be, for whoever checks the truth."""
        self.intents.append(Intent(duty, trigger, status))

    def undo(self, people: Iterable[Person], *, bonds: int, intents: int) -> None:
        """Undo what was made up for some people, and the relationships and intents after the first so many."""
        for person in people:
            self.by_person.pop(person.number, None)
            self._bonds_of.pop(person.number, None)
        del self.bonds[bonds:]
        del self.intents[intents:]

    def of(self, person: Person, *words: str) -> list[Happening]:
        """A person's rows, of certain words where any are named."""
        rows = self.by_person.get(person.number, [])
        return [row for row in rows if row.event in words] if words else list(rows)

    def sent(self, person: Person) -> list[Happening]:
        """A person's rows that a return can hold."""
        return [row for row in self.by_person.get(person.number, []) if is_sent(row)]


def is_sent(row: Happening) -> bool:
    """Whether the agency's return covers the word and the time; what lasts into the period is sent too."""
    sender = senders()[row.agency]
    if row.untold or row.event not in sender.covers or row.start.first.date() > sender.to:
        return False
    return row.start.first.date() >= sender.from_ or _lasts_into(row, sender)


def _lasts_into(row: Happening, sender: Sender) -> bool:
    if not events()[row.event].lasting:
        return False
    return row.end is None or row.end.first.date() >= sender.from_
