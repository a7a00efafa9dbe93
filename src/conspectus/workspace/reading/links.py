"""Where earlier pages lead to reading."""

from django.urls import reverse

from conspectus.plain import number
from conspectus.workspace.inspections.links import Link
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.reading.walk import walk_of


def read_next(member: Member) -> Link:
    """For the page of all children: the next that this person has not read."""
    walk = walk_of(member)
    if not walk.children:
        return Link("Nobody is chosen to be read yet", reverse("tracked", args=[member.inspection_id]))
    whose = "assigned to you" if walk.assigned else "chosen"
    many = number(len(walk.children), "child", "children")
    says = f"Read the {many} {whose}: {walk.done} read" if walk.done else f"Read the {many} {whose}"
    return Link(says, reverse("read_next", args=[member.inspection_id]))
