"""The people of a district, as they truly are."""

from dataclasses import dataclass, field
from datetime import date

from conspectus.example_area.draw import Draw
from conspectus.example_area.numbers import nhs_numbers, plus_years, upn
from conspectus.example_area.plan import DISTRICT
from conspectus.example_area.settings import Tradition, period

ADULTS = 3 * DISTRICT  # of a district, at most: two to a family, and those whom children run with


@dataclass(slots=True)
class Home:
    """Where a family lives from a day on."""

    since: date
    address: str
    postcode: str


@dataclass(slots=True)
class Person:
    """Somebody as they truly are; `key` is their id in the truth, `number` their place in the district."""

    number: int
    key: str
    child: bool
    forename: str
    surname: str
    sex: str
    born: date | None
    expected: date | None
    homes: list[Home]
    ethnicity: str
    disability: str
    tradition: str = ""
    alias: str = ""  # a surname by which some know them
    nhs_number: str = ""
    upn: str = ""

    def age_on(self, day: date) -> int:
        """Whole years; -1 before birth."""
        if self.born is None or self.born > day:
            return -1
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(slots=True)
class Family:
    """Children and adults at one address."""

    number: int
    children: list[Person]
    parents: list[Person]
    theme: bool = False  # holds a child planted for the theme, whose record is made by hand
    conferenced: bool = False
    others: list[Person] = field(default_factory=list)  # adults of a planted child's story

    @property
    def members(self) -> list[Person]:
        """All who live there."""
        return self.children + self.parents


class Town:
    """Everyone of a district, and the next free number of everything."""

    def __init__(self, district: int = 0) -> None:
        self.district = district
        self.people: list[Person] = []
        self.families: list[Family] = []
        self._nhs = nhs_numbers(district)
        self._children = 0

    def person(
        self, draw: Draw, *, tradition: Tradition, surname: str, born: date, homes: list[Home]
    ) -> Person:
        """One more person; whoever is under 18 when the period begins is a child."""
        sex = draw.pick(("female", "male"))
        child = plus_years(born, 18) > period()[0]
        person = Person(
            number=len(self.people),
            key=self._key(child=child),
            child=child,
            forename=draw.common(tradition.girls if sex == "female" else tradition.boys),
            surname=_borne(surname, sex, tradition, draw),
            sex=sex,
            born=born,
            expected=None,
            homes=homes,
            ethnicity=draw.pick(tradition.ethnicity),
            disability="yes" if draw.happens("families.disabled") else "no",
            tradition=tradition.id,
        )
        self._keep(person)
        if draw.happens("families.alias"):
            person.alias = draw.common(tradition.surnames)
        return person

    def unborn(self, *, expected: date, like: Person) -> Person:
        """A child not yet born, known by its mother's surname."""
        unborn = Person(
            number=len(self.people),
            key=self._key(child=True),
            child=True,
            forename="Unborn",
            surname=like.surname,
            sex="",
            born=None,
            expected=expected,
            homes=like.homes,
            ethnicity=like.ethnicity,
            disability="",
            tradition=like.tradition,
        )
        return self._keep(unborn)

    def undo(self, people: list[Person]) -> None:
        """Undo the last people made, in a story that is written anew."""
        assert self.people[len(self.people) - len(people) :] == people
        del self.people[len(self.people) - len(people) :]

    def _key(self, *, child: bool) -> str:
        """The next free one."""
        self._children += child
        mine = self.district * DISTRICT + self._children
        adult = self.district * ADULTS + len(self.people) + 1 - self._children
        return f"child-{mine:06d}" if child else f"adult-{adult:06d}"

    def _keep(self, person: Person) -> Person:
        if person.child and person.born is not None:
            person.nhs_number = next(self._nhs, "")
            person.upn = upn(self.district * DISTRICT + self._children, entry=person.born.year + 4)
        self.people.append(person)
        return person


def _borne(surname: str, sex: str, tradition: Tradition, draw: Draw) -> str:
    """The family's name as a woman or a man bears it."""
    if sex != "female":
        return surname
    if tradition.women and draw.happens("families.womens_name"):
        return draw.common(tradition.women)
    for ending, womens in tradition.endings.items():
        if surname.endswith(ending):
            return surname.removesuffix(ending) + womens
    return surname
