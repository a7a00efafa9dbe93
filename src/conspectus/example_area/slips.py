"""Slips of the pen: how a clerk writes down a name, a birth and a number."""

import unicodedata
from datetime import date

from conspectus.example_area.draw import Draw
from conspectus.example_area.numbers import nhs_check_digit, plus_years
from conspectus.example_area.people import Person
from conspectus.example_area.settings import names, period
from conspectus.terms import Agency

LOSES_ACCENTS = (Agency.POLICE, Agency.PROBATION)
NO_NHS_NUMBER = (Agency.POLICE, Agency.PROBATION, Agency.VOLUNTARY, Agency.EDUCATION)
ESTIMATED = ("arabic", "african")  # traditions of which some came without papers
HOLDS_UPN = (Agency.EDUCATION, Agency.COUNCIL, Agency.YOUTH_JUSTICE)
SAID_FIRST = "african"  # the tradition in which the family's name is often said first


def written_name(person: Person, agency: Agency, draw: Draw) -> tuple[str, str, str]:
    """Forename, surname and other names as somebody writes them."""
    forename, other = _forename(person, draw)
    surname = _surname(person, draw)
    if person.alias and draw.happens("recording.alias"):
        surname, other = person.alias, surname if draw.happens("recording.alias_beside") else other
    if agency in LOSES_ACCENTS and draw.happens("recording.no_accents"):
        forename, surname = _plain(forename), _plain(surname)
    which = "_african" if person.tradition == SAID_FIRST else ""
    if person.forename != "Unborn" and draw.happens(f"recording.exchanged_names{which}"):
        forename, surname = surname, forename
    return forename, surname, other


def _forename(person: Person, draw: Draw) -> tuple[str, str]:
    """A nickname now and then, the full name beside it as often as not."""
    nicknames = names().nicknames.get(person.forename, ())
    if nicknames and draw.happens("recording.nickname"):
        return draw.pick(nicknames), person.forename if draw.happens("recording.nickname_beside") else ""
    return _slip(_spelt(person.forename, draw), draw), ""


def _surname(person: Person, draw: Draw) -> str:
    """One half of two, a man's ending for a woman's, another spelling, a slip."""
    name = person.surname
    if "-" in name and not name.startswith(("Al-", "El-")) and draw.happens("recording.barrel"):
        name = draw.pick(name.split("-", 1))
    if name.endswith(("ska", "cka")) and draw.happens("recording.ending"):
        name = name[:-1] + "i"
    return _slip(_spelt(name, draw), draw)


def _spelt(name: str, draw: Draw) -> str:
    spellings = names().spellings.get(name, ())
    return draw.pick(spellings) if spellings and draw.happens("recording.spelling") else name


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


def written_birth(person: Person, draw: Draw) -> date | None:
    """Sometimes missing, 1 January, a digit wrong, or with day and month exchanged.

    No slip turns a child into an adult or an adult into somebody of unknown age: how many children an area has
    stays as it is.
    """
    born, first = person.born, period()[0]
    if born is None or (person.child and draw.happens("recording.no_date")):
        return None
    written = _misread(born, draw)
    if person.tradition in ESTIMATED and draw.happens("recording.estimated"):
        written = born.replace(month=1, day=1)
    return written if written < first and (plus_years(written, 18) > first) == person.child else born


def _misread(born: date, draw: Draw) -> date:
    if draw.happens("recording.january"):
        return born.replace(month=1, day=1)
    if born.day <= 12 and draw.happens("recording.swapped_date"):
        return born.replace(month=born.day, day=born.month)
    if draw.happens("recording.wrong_day"):
        return born.replace(day=born.day + 1 if born.day < 28 else 18)
    return born


def written_nhs_number(person: Person, agency: Agency, draw: Draw) -> str:
    """Where the agency keeps it: sometimes missing, mistyped or another child's."""
    if agency in NO_NHS_NUMBER or not person.nhs_number:
        return ""
    if draw.happens("recording.nhs_missing") and (
        agency != Agency.HEALTH or draw.happens("recording.nhs_missing_health")
    ):
        return ""
    if draw.happens("recording.nhs_wrong"):
        return (
            _mistyped(person.nhs_number)
            if draw.happens("recording.nhs_mistyped")
            else _somebody_elses(person.nhs_number)
        )
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


def written_upn(person: Person, agency: Agency, draw: Draw) -> str:
    """Schools hold nearly every pupil's number, others some."""
    if person.age_on(period()[1]) < 4:
        return ""
    holds = draw.happens(f"recording.upn_{agency if agency in HOLDS_UPN else 'others'}")
    return person.upn if holds else ""
