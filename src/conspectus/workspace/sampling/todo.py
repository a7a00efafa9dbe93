"""The choice of children in the list of what is left to do."""

from django.urls import reverse

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.todo import Group, Task
from conspectus.workspace.sampling.policies import sees

TITLE = "Children to look at in depth"


def choosing(member: Member) -> Group:
    """How many are tracked."""
    if not sees(member):
        return TITLE, []
    many = member.inspection.tracked.now().count()
    place = reverse("tracked", args=[member.inspection_id])
    return TITLE, [Task("Children chosen", place, f"{many} tracked" if many else "To do")]
