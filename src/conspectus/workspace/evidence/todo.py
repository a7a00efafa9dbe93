"""Notes and evidence in the list of what is left to do."""

from django.urls import reverse

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import inspects
from conspectus.workspace.inspections.todo import JUDGING, Group, Task


def evidence(member: Member) -> Group:
    """Both, always open to those who inspect."""
    if not inspects(member):
        return JUDGING, []
    notes, pieces = (reverse(name, args=[member.inspection_id]) for name in ("notes", "evidence"))
    return JUDGING, [
        Task("Notes of interviews and observations", notes, "Open"),
        Task("Evidence", pieces, "Open"),
    ]
