"""The retention date in the list of what a lead has to do."""

from django.urls import reverse

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import leads
from conspectus.workspace.inspections.todo import Group, Task
from conspectus.workspace.retention.due import standing, today

TITLE = "When the time is over"


def destruction(member: Member) -> Group:
    """To leads alone, with the date."""
    one = member.inspection
    if not leads(member):
        return TITLE, []
    if one.keep_until is None:
        done = one.destructions.filter(done_at__isnull=False).exists()
        place = reverse("destruction", args=[one.pk]) if done else ""
        return TITLE, [Task("Destroy the data", place, "Done" if done else "Cannot start yet")]
    over = one.keep_until < today()
    state = "Confirmed" if standing(one) else "Overdue" if over else "To confirm"
    hint = f"Kept until {one.keep_until:%d/%m/%Y}"
    return TITLE, [Task("Destroy the data", reverse("destruction", args=[one.pk]), state, hint)]
