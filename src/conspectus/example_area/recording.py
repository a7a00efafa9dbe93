"""People as each sender knows them: its own ids, its slips of the pen, its old addresses, its duplicates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from conspectus.example_area.draw import Draw
from conspectus.example_area.people import Person, Town
from conspectus.example_area.register import Register
from conspectus.example_area.settings import Sender, senders
from conspectus.example_area.slips import written_birth, written_name, written_nhs_number, written_upn
from conspectus.terms import Agency

IDS = 10_000  # of one sender's people in a district, at most
AGAIN = 5_000  # a second record's id is so much higher than the first's
OFTEN_TWICE = (Agency.POLICE, Agency.HEALTH, Agency.COUNCIL)


@dataclass(slots=True)
class Record:
    """One sender's record of one person."""

    sender: Sender
    person: Person
    person_id: str
    forename: str
    surname: str
    other_names: str
    born: date | None
    expected: date | None
    sex: str
    postcode: str
    address: str
    nhs_number: str
    upn: str
    household: str
    ethnicity: str
    disability: str
    restricted: bool


Records = dict[Agency, dict[int, list[Record]]]  # by agency and person; two where a sender holds a duplicate


def record(town: Town, *, draw: Draw, book: Register) -> Records:
    """Everyone whom a sender has a row about, as it writes them down."""
    household = {person.number: family.number for family in town.families for person in family.members}
    known, records = _known(town, book), Records()
    for agency, sender in senders().items():
        twice = f"recording.duplicate_{agency if agency in OFTEN_TWICE else 'others'}"
        kept = records[agency] = {}
        for place, person in enumerate(draw.shuffle(known[agency])):
            home, number = household.get(person.number), 100_001 + town.district * IDS + place
            kept[person.number] = [_write(person, sender, number, home, draw)]
            if person.born is not None and draw.happens(twice):
                kept[person.number].append(_write(person, sender, number + AGAIN, home, draw))
    return records


def _known(town: Town, book: Register) -> dict[Agency, list[Person]]:
    """Whom each agency knows: those of whom it sends a row, and those whom it ties to somebody."""
    known: dict[Agency, dict[int, Person]] = {agency: {} for agency in senders()}
    for person in town.people:
        for agency in {row.agency for row in book.sent(person)}:
            known[agency][person.number] = person
    for bond in book.bonds:
        known[bond.agency] |= {bond.person.number: bond.person, bond.related.number: bond.related}
    return {agency: list(people.values()) for agency, people in known.items()}


def _write(person: Person, sender: Sender, number: int, household: int | None, draw: Draw) -> Record:
    home = person.homes[0] if draw.happens("recording.old_address") else person.homes[-1]
    placed = not draw.happens("recording.no_postcode")
    forename, surname, other = written_name(person, sender.agency, draw)
    house = f"H{household + 1:06d}" if household is not None and sender.agency == Agency.COUNCIL else ""
    return Record(
        sender=sender,
        person=person,
        person_id=f"{sender.person_prefix}{number}",
        forename=forename,
        surname=surname,
        other_names=other,
        born=written_birth(person, draw),
        expected=person.expected,
        sex=person.sex,
        postcode=home.postcode if placed else "",
        address=home.address if placed else "",
        nhs_number=written_nhs_number(person, sender.agency, draw),
        upn=written_upn(person, sender.agency, draw),
        household=house,
        ethnicity=person.ethnicity if draw.happens("recording.ethnicity") else "",
        disability=person.disability,
        restricted=draw.happens("recording.restricted"),
    )


def of_person(records: Records, person: Person) -> list[Record]:
    """Every record of one person, in the order of the agencies."""
    return [kept for agency in Agency for kept in records[agency].get(person.number, ())]


def all_of(records: Records, agency: Agency) -> Iterable[Record]:
    """One agency's records, in the order of its ids."""
    kept = [record for both in records[agency].values() for record in both]
    return sorted(kept, key=lambda record: record.person_id)
