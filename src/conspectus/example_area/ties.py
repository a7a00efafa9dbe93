"""Who stands to whom: the relationships that agencies keep, and the rows that reach a child through them."""

from collections import defaultdict
from functools import cache

from conspectus.definitions import patterns
from conspectus.example_area.draw import Draw
from conspectus.example_area.people import Family, Person
from conspectus.example_area.register import Happening, Register
from conspectus.terms import Agency, Relation


def tie(family: Family, *, draw: Draw, book: Register) -> None:
    """The relationships that council and probation keep of a family they know."""
    if any(row.agency == Agency.COUNCIL for child in family.children for row in book.sent(child)):
        _tie_family(family, book)
    for parent in family.parents:
        if book.sent(parent) and draw.happens("everyday.probation_children"):
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


def related_rows(child: Person, book: Register) -> dict[str, list[Happening]]:
    """Rows of related people by relation, each row once, from the day on which the relation holds."""
    through: dict[str, dict[int, Happening]] = defaultdict(dict)
    for bond in book.bonds_of(child):
        if bond.relation in _wanted():
            for row in book.sent(bond.person):
                if bond.since is None or row.start.day >= bond.since:
                    through[bond.relation][id(row)] = row
    return {relation: list(rows.values()) for relation, rows in through.items()}


@cache
def _wanted() -> frozenset[str]:
    """The relations through which some shipped pattern looks."""
    return frozenset(sign.through for pattern in patterns().values() for sign in pattern.sign if sign.through)
