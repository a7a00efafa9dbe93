"""Families of a district: siblings and twins, parents, addresses and moves."""

from datetime import date, timedelta

from conspectus.example_area.draw import Draw
from conspectus.example_area.numbers import plus_years
from conspectus.example_area.people import Family, Home, Person, Town
from conspectus.example_area.plan import DISTRICT
from conspectus.example_area.settings import Tradition, names, period, places

INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def settle(draw: Draw, *, children: int, district: int = 0) -> Town:
    """A district with exactly so many children in families."""
    town, left = Town(district), children
    while left:
        family = _family(town, draw, at_most=left)
        town.families.append(family)
        left -= len(family.children)
    return town


def _family(town: Town, draw: Draw, *, at_most: int) -> Family:
    tradition = draw_tradition(draw)
    surname, homes = draw.common(tradition.surnames), _homes(draw, town)
    births = _births(
        draw, number=min(at_most, draw.weighted((1, 2, 3, 4, 5), draw.shares("families.children")))
    )
    oldest = min(births).year
    parents = [_parent(town, draw, tradition=tradition, surname=surname, oldest=oldest, homes=homes)]
    if draw.happens("families.second_parent"):
        other = draw.common(tradition.surnames) if draw.happens("families.parents_own_surname") else surname
        parents.append(_parent(town, draw, tradition=tradition, surname=other, oldest=oldest, homes=homes))
    number = town.district * DISTRICT + len(town.families)
    children = _children(town, draw, births, tradition=tradition, surname=surname, parents=parents)
    return Family(number, children, parents)


def draw_tradition(draw: Draw) -> Tradition:
    """A naming tradition, by its share of the area's families."""
    known = names().tradition
    return draw.weighted(known, [draw.rate(f"traditions.{one.id}") for one in known])


def _children(
    town: Town, draw: Draw, births: list[date], *, tradition: Tradition, surname: str, parents: list[Person]
) -> list[Person]:
    homes = parents[0].homes
    if len(births) == 1 and draw.happens("families.unborn"):
        expected = draw.day(period()[1] + timedelta(days=5), period()[1] + timedelta(days=150))
        return [town.unborn(expected=expected, like=parents[0])]
    bears = _childrens_name(draw, surname, parents)
    children = [
        town.person(draw, tradition=tradition, surname=bears, born=born, homes=homes) for born in births
    ]
    _tell_apart(draw, children, tradition)
    return children


def _childrens_name(draw: Draw, surname: str, parents: list[Person]) -> str:
    """One parent's name or the other's, or both with a hyphen."""
    other = parents[-1].surname
    if other != surname and draw.happens("families.double_barrelled"):
        return f"{surname}-{other}"
    return other if draw.happens("families.other_surname") else surname


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


def _homes(draw: Draw, town: Town) -> list[Home]:
    homes = [Home(date(2019, 1, 1), *_address(draw, town))]
    if draw.happens("families.moved"):
        homes.append(Home(draw.day(*period()), *_address(draw, town)))
    return homes


def _address(draw: Draw, town: Town) -> tuple[str, str]:
    """An address and the postcode of its street; a district grows with its families."""
    known = places()
    place = town.district * DISTRICT + draw.between(0, len(town.families))
    block = place // known.homes_per_postcode * 7 + draw.between(0, 6)
    street = known.streets[block * 5 % len(known.streets)]
    kind = known.kinds[block // len(known.streets) % len(known.kinds)]
    letters = INWARD_LETTERS[block // 8 % 20] + INWARD_LETTERS[block // 160 % 20]
    postcode = f"{known.postcode_area}{1 + block // 3200 % 99} {1 + block % 8}{letters}"
    return f"{draw.between(1, 140)} {street} {kind}", postcode
