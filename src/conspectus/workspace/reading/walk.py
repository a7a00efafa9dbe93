"""Whom somebody reads, in which order, and where in it they are."""

from typing import NamedTuple

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
    """What this person reads."""
    one = member.inspection
    mine = list(one.assignments.filter(to=member.person_id).values_list("child", flat=True))
    chosen = mine or list(one.tracked.now().values_list("child", flat=True))
    marks = ReadMark.objects.filter(inspection=one, by=member.person_id)
    return Walk(chosen, frozenset(marks.values_list("child", flat=True)), bool(mine))
