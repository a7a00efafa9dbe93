"""Reading in the list of what is left to do."""

from django.urls import reverse

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.todo import Group, Task
from conspectus.workspace.reading.policies import reads
from conspectus.workspace.reading.walk import walk_of

TITLE = "Children to read"


def reading(member: Member) -> Group:
    """How many of those assigned to this person, or chosen, they have read."""
    walk = walk_of(member) if reads(member) else None
    if walk is None or not walk.children:
        return TITLE, []
    place = reverse("read_next", args=[member.inspection_id])
    whose = "Children assigned to you" if walk.assigned else "Chosen children"
    return TITLE, [Task(whose, place, f"{walk.done} of {len(walk.children)} read")]
