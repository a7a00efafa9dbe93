"""The people of the made-up area: families with siblings and twins, parents, addresses and moves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from conspectus.example_area.draw import Draw
from conspectus.example_area.settings import Tradition, names, period, places

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(slots=True)
class Home:
    """Where a family lives from a day on."""

    since: date
    address: str
    postcode: str


@dataclass(slots=True)
class Person:
    """Somebody as they truly are; `key` is their id in the truth."""

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
    nhs_number: str = ""
    upn: str = ""
    restricted: bool = False
    signs: set[str] = field(default_factory=set)  # of a pattern; two at most, unless planted

    def age_on(self, day: date) -> int:
        """Whole years; -1 before birth."""
        if self.born is None or self.born > day:
            return -1
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def may_show(self, sign: str) -> bool:
        """Whether one more sign of a pattern leaves the child short of three; if so, it is noted."""
        if sign not in self.signs and len(self.signs) >= 2:
            return False
        self.signs.add(sign)
        return True


@dataclass(slots=True)
class Family:
    """Children and adults at one address."""

    number: int
    children: list[Person]
    parents: list[Person]
    theme: bool = False  # holds a child planted for the theme, whose record is made by hand
    conferenced: bool = False
    abuse: bool = False

    @property
    def members(self) -> list[Person]:
        """All of them."""
        return self.children + self.parents


class Town:
    """Everyone, and the next free number of everything."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.families: list[Family] = []
        self._nhs = nhs_numbers()
        self._children = 0

    def person(
        self, draw: Draw, *, tradition: Tradition, surname: str, born: date, homes: list[Home]
    ) -> Person:
        """One more person; whoever is under 18 when the period begins is a child."""
        sex = draw.pick(("female", "male"))
        child = plus_years(born, 18) > period()[0]
        return self._keep(
            child=child,
            forename=draw.pick(tradition.girls if sex == "female" else tradition.boys),
            surname=surname,
            sex=sex,
            born=born,
            homes=homes,
            ethnicity=draw.pick(tradition.ethnicity),
            disability="yes" if draw.happens("families.disabled") else "no",
        )

    def unborn(self, *, expected: date, like: Person) -> Person:
        """A child not yet born, known by its mother's surname."""
        return self._keep(
            child=True,
            forename="Unborn",
            surname=like.surname,
            sex="",
            born=None,
            expected=expected,
            homes=like.homes,
            ethnicity=like.ethnicity,
            disability="",
        )

    def _keep(
        self,
        *,
        child: bool,
        forename: str,
        surname: str,
        sex: str,
        born: date | None,
        homes: list[Home],
        ethnicity: str,
        disability: str,
        expected: date | None = None,
    ) -> Person:
        number = len(self.people)
        self._children += child
        key = f"child-{self._children:06d}" if child else f"adult-{number + 1 - self._children:06d}"
        person = Person(
            number, key, child, forename, surname, sex, born, expected, homes, ethnicity, disability
        )
        if child and born is not None:
            person.nhs_number = next(self._nhs, "")
            person.upn = upn(self._children, entry=born.year + 4)
        self.people.append(person)
        return person


def settle(draw: Draw, *, children: int) -> Town:
    """An area with exactly so many children in families."""
    town, left = Town(), children
    while left:
        family = _family(town, draw, at_most=left)
        town.families.append(family)
        left -= len(family.children)
    return town


def _family(town: Town, draw: Draw, *, at_most: int) -> Family:
    tradition = draw.weighted(names().tradition, [t.share for t in names().tradition])
    surname, homes = draw.pick(tradition.surnames), _homes(draw, len(town.families))
    births = _births(
        draw, number=min(at_most, draw.weighted((1, 2, 3, 4, 5), draw.shares("families.children")))
    )
    oldest = min(births).year
    parents = [_parent(town, draw, tradition=tradition, surname=surname, oldest=oldest, homes=homes)]
    if draw.happens("families.second_parent"):
        other = draw.pick(tradition.surnames) if draw.chance(0.5) else surname
        parents.append(_parent(town, draw, tradition=tradition, surname=other, oldest=oldest, homes=homes))
    bears = parents[-1].surname if draw.happens("families.other_surname") else surname
    if len(births) == 1 and draw.happens("families.unborn"):
        expected = draw.day(period()[1] + timedelta(days=5), period()[1] + timedelta(days=150))
        kids = [town.unborn(expected=expected, like=parents[0])]
    else:
        kids = [
            town.person(draw, tradition=tradition, surname=bears, born=born, homes=homes) for born in births
        ]
    _tell_apart(draw, kids, tradition)
    return Family(len(town.families), kids, parents)


def _parent(
    town: Town, draw: Draw, *, tradition: Tradition, surname: str, oldest: int, homes: list[Home]
) -> Person:
    born = date(oldest - draw.between(19, 38), draw.between(1, 12), draw.between(1, 28))
    return town.person(draw, tradition=tradition, surname=surname, born=born, homes=homes)


def _births(draw: Draw, *, number: int) -> list[date]:
    """Days of birth from the youngest up, twins on one day, nobody over seventeen."""
    first = period()[0]
    births = [draw.day(plus_years(first, -17), first - timedelta(days=20))]
    while len(births) < number:
        twin = draw.happens("families.twins")
        older = births[-1] if twin else births[-1] - timedelta(days=draw.between(330, 1400))
        if plus_years(older, 18) <= first + timedelta(days=30):
            break
        births.append(older)
    return births


def _tell_apart(draw: Draw, children: list[Person], tradition: Tradition) -> None:
    """No two siblings share a forename."""
    taken: set[str] = set()
    for child in children:
        while child.forename in taken:
            child.forename = draw.pick(tradition.girls if child.sex == "female" else tradition.boys)
        taken.add(child.forename)


def _homes(draw: Draw, number: int) -> list[Home]:
    since = date(2019, 1, 1)
    homes = [Home(since, *_address(draw, draw.between(0, number)))]
    if draw.happens("families.moved"):
        day = draw.day(period()[0], period()[1])
        homes.append(Home(day, *_address(draw, draw.between(0, number))))
    return homes


def _address(draw: Draw, place: int) -> tuple[str, str]:
    """An address and the postcode of its street; the town grows with its families."""
    known = places()
    block = place // known.homes_per_postcode * 7 + draw.between(0, 6)
    street = known.streets[block * 5 % len(known.streets)]
    kind = known.kinds[block // len(known.streets) % len(known.kinds)]
    letters = INWARD_LETTERS[block // 8 % 20] + INWARD_LETTERS[block // 160 % 20]
    postcode = f"{known.postcode_area}{1 + block // 3200 % 99} {1 + block % 8}{letters}"
    return f"{draw.between(1, 140)} {street} {kind}", postcode


def plus_years(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def nhs_numbers() -> Iterator[str]:
    """Numbers of the range kept for tests (999 ...), with a valid check digit, each once, in no order."""
    for turn in range(1_000_000):
        digits = f"999{(turn * 7919 + 271_828) % 1_000_000:06d}"
        if (check := nhs_check_digit(digits)) != 10:
            yield digits + str(check)


def nhs_check_digit(digits: str) -> int:
    """Modulus 11 over nine digits; 10 means that no number begins so."""
    return -sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11


def upn(number: int, *, entry: int) -> str:
    """A unique pupil number of the right form, of an authority (999) that does not exist."""
    digits = f"999{number // 1000 % 10_000:04d}{entry % 100:02d}{number % 1000:03d}"
    check = sum(int(digit) * (place + 2) for place, digit in enumerate(digits)) % 23
    return CHECK_LETTERS[check] + digits
