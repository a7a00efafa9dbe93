"""Whom somebody reads, in which order, and where in it they are."""

from typing import Any, NamedTuple

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.reading.models import ReadMark


class Walk(NamedTuple):
    """The children whom somebody reads one after another: those assigned to them, else all that were chosen."""

    children: list[str]
    read: frozenset[str]  # of all children, by this person
    assigned: bool

    def beside(self, child: str) -> tuple[str, str]:
        """The one before a child and the one after; empty at either end, and for who is not in the list."""
        if child not in self.children:
            return "", ""
        place = self.children.index(child)
        before = self.children[place - 1] if place else ""
        after = self.children[place + 1] if place + 1 < len(self.children) else ""
        return before, after

    def unread_after(self, child: str) -> str:
        """Who is not read yet: the next after this child, else the first; empty where all are read."""
        place = self.children.index(child) + 1 if child in self.children else 0
        left = [one for one in [*self.children[place:], *self.children[:place]] if one not in self.read]
        return next((one for one in left if one != child), "")

    @property
    def done(self) -> int:
        """How many of them are read."""
        return sum(child in self.read for child in self.children)


def walk_of(member: Member) -> Walk:
    """What this person reads; asked in one query, as it stands on pages that ask much else."""
    one = member.inspection
    mine, chosen, read = (
        _rows(one.assignments.filter(to=member.person_id), kind="mine"),
        _rows(one.tracked.now(), kind="chosen", place=F("place")),
        _rows(ReadMark.objects.filter(inspection=one, by=member.person_id), kind="read"),
    )
    found: dict[str, list[str]] = {"mine": [], "chosen": [], "read": []}
    for kind, _, child in sorted(mine.union(chosen, read, all=True)):
        found[kind].append(child)
    return Walk(found["mine"] or found["chosen"], frozenset(found["read"]), bool(found["mine"]))


def _rows(children: QuerySet[Any], *, kind: str, place: Combinable | None = None) -> QuerySet[Any]:
    """Kind, place and child."""
    said = Value(kind, output_field=CharField())
    return children.order_by().values_list(said, Cast(place or Value(0), IntegerField()), "child")
