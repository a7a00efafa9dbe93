"""People as each sender knows them: its own ids, its slips of the pen, its old addresses."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from conspectus.example_area.draw import Draw
from conspectus.example_area.people import Family, Person, Town, nhs_check_digit, plus_years
from conspectus.example_area.register import Register
from conspectus.example_area.settings import Sender, names, period, senders
from conspectus.terms import Agency, Relation


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


Records = dict[tuple[Agency, int], list[Record]]  # by agency and person; two where police hold a duplicate


def tie(town: Town, *, draw: Draw, book: Register) -> None:
    """The relationships that council and probation keep of the families they know."""
    for family in town.families:
        if any(row.agency == Agency.COUNCIL for child in family.children for row in book.sent(child)):
            _tie_family(family, book)
        for parent in family.parents:
            if book.sent(parent) and draw.chance(0.5):
                for child in family.children:
                    book.bond(Agency.PROBATION, parent, child, Relation.PARENT)


def _tie_family(family: Family, book: Register) -> None:
    for child in family.children:
        book.bond(Agency.COUNCIL, family.parents[0], child, Relation.PARENT)
        for other in family.parents[1:]:
            relation = Relation.PARENT if other.surname == child.surname else Relation.HOUSEHOLD
            book.bond(Agency.COUNCIL, other, child, relation)
    for elder, younger in zip(family.children, family.children[1:], strict=False):
        book.bond(Agency.COUNCIL, elder, younger, Relation.SIBLING)


def record(town: Town, *, draw: Draw, book: Register) -> Records:
    """Everyone whom a sender has a row about, as it writes them down."""
    household = {person.number: family.number for family in town.families for person in family.members}
    records: Records = {}
    for agency, sender in senders().items():
        known = _known(agency, town, book)
        for number, person in enumerate(draw.shuffle(known)):
            home = household.get(person.number)
            kept = [_write(person, sender, f"{100_001 + number}", home, draw)]
            if agency == Agency.POLICE and person.child and draw.happens("recording.police_duplicate"):
                kept.append(_write(person, sender, f"{900_001 + number}", home, draw))
            records[agency, person.number] = kept
    return records


def _known(agency: Agency, town: Town, book: Register) -> list[Person]:
    known: dict[int, Person] = {}
    for person in town.people:
        if any(row.agency == agency for row in book.sent(person)):
            known[person.number] = person
    for bond in book.bonds:
        if bond.agency == agency:
            known |= {bond.person.number: bond.person, bond.related.number: bond.related}
    return list(known.values())


def _write(person: Person, sender: Sender, number: str, household: int | None, draw: Draw) -> Record:
    home = person.homes[0] if draw.happens("recording.old_address") else person.homes[-1]
    forename, other = _forename(person, draw)
    surname = _slip(person.surname, draw)
    if sender.agency in (Agency.POLICE, Agency.PROBATION) and draw.happens("recording.no_accents"):
        forename, surname = _plain(forename), _plain(surname)
    return Record(
        sender=sender,
        person=person,
        person_id=f"{sender.person_prefix}{number}",
        forename=forename,
        surname=surname,
        other_names=other,
        born=_born(person, draw),
        expected=person.expected,
        sex=person.sex,
        postcode=home.postcode,
        address=home.address,
        nhs_number=_nhs_number(person, sender.agency, draw),
        upn=person.upn if _holds_upn(person, sender.agency, draw) else "",
        household=f"H{household + 1:06d}"
        if household is not None and sender.agency == Agency.COUNCIL
        else "",
        ethnicity=person.ethnicity if draw.chance(0.8) else "",
        disability=person.disability,
        restricted=draw.happens("recording.restricted"),
    )


def _forename(person: Person, draw: Draw) -> tuple[str, str]:
    """A nickname now and then, the full name beside it as often as not."""
    nicknames = names().nicknames.get(person.forename, ())
    if nicknames and draw.happens("recording.nickname"):
        return draw.pick(nicknames), person.forename if draw.chance(0.5) else ""
    return _slip(person.forename, draw), ""


def _slip(name: str, draw: Draw) -> str:
    """Two letters exchanged, one lost or one doubled."""
    if len(name) < 4 or not draw.happens("recording.typo"):
        return name
    place, kind = draw.between(1, len(name) - 2), draw.between(0, 2)
    if kind == 0:
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return name[:place] + name[place + 1 :] if kind == 1 else name[:place] + name[place] + name[place:]


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _born(person: Person, draw: Draw) -> date | None:
    """Sometimes missing, 1 January, or with day and month exchanged.

    No slip turns a child into an adult or an adult into somebody of unknown age: how many children an area has
    stays as it is.
    """
    born, first = person.born, period()[0]
    if born is None or (person.child and draw.happens("recording.no_date")):
        return None
    written = born
    if draw.happens("recording.january"):
        written = born.replace(month=1, day=1)
    elif born.day <= 12 and draw.happens("recording.swapped_date"):
        written = born.replace(month=born.day, day=born.month)
    return written if written < first and (plus_years(written, 18) > first) == person.child else born


def _nhs_number(person: Person, agency: Agency, draw: Draw) -> str:
    if (
        agency in (Agency.POLICE, Agency.PROBATION, Agency.VOLUNTARY, Agency.EDUCATION)
        or not person.nhs_number
    ):
        return ""
    if draw.happens("recording.nhs_missing") and (agency != Agency.HEALTH or draw.chance(0.05)):
        return ""
    if draw.happens("recording.nhs_wrong"):
        return _mistyped(person.nhs_number) if draw.chance(0.5) else _somebody_elses(person.nhs_number)
    return person.nhs_number


def _mistyped(number: str) -> str:
    """Two neighbouring digits exchanged, or one changed, so that the check digit no longer fits."""
    for place in range(3, 9):
        if number[place] != number[place + 1]:
            return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    return number[:9] + str((int(number[9]) + 1) % 10)


def _somebody_elses(number: str) -> str:
    """The next valid number, perhaps another child's."""
    body = int(number[:9])
    while True:
        body = body + 1 if body < 999_999_999 else 999_000_000
        if (check := nhs_check_digit(str(body))) != 10:
            return f"{body}{check}"


def _holds_upn(person: Person, agency: Agency, draw: Draw) -> bool:
    if person.age_on(period()[1]) < 4:
        return False
    shares = {Agency.EDUCATION: 0.97, Agency.COUNCIL: 0.6, Agency.YOUTH_JUSTICE: 0.3}
    return draw.chance(shares.get(agency, 0.0))


def of_person(records: Records, person: Person) -> list[Record]:
    """Every record of one person, in the order of the agencies."""
    return [kept for agency in Agency for kept in records.get((agency, person.number), ())]


def all_of(records: Records, agency: Agency) -> Iterable[Record]:
    """One agency's records, in the order of its ids."""
    kept = [record for (whose, _), both in records.items() if whose == agency for record in both]
    return sorted(kept, key=lambda record: record.person_id)
