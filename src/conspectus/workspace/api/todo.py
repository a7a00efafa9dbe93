"""Programs that read for a person, in the list of what they can do."""

from django.urls import reverse

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.todo import Group, Task


def programs(member: Member) -> Group:
    """Where everybody makes and revokes their own tokens."""
    return "Programs", [
        Task("Programs that read for you", reverse("tokens", args=[member.inspection_id]), "Open")
    ]
