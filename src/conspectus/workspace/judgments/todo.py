"""The judgment and moderation in the list of what is left to do."""

from django.urls import reverse

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import judges
from conspectus.workspace.inspections.stages import Stage, reached
from conspectus.workspace.inspections.todo import JUDGING, Group, Task
from conspectus.workspace.judgments.models import Moderation


def judgment(member: Member) -> Group:
    """The judgment, for those who judge."""
    if not judges(member):
        return JUDGING, []
    return JUDGING, [Task("The judgment", reverse("judgment", args=[member.inspection_id]), "Ready")]


def moderation(member: Member) -> Group:
    """How many questions are open; nothing for those who do not judge."""
    if not judges(member):
        return "Moderation", []
    one = member.inspection
    if not reached(one.now, Stage.MODERATION):
        return "Moderation", [Task("Moderation", "", "Cannot start yet", "After fieldwork")]
    left = one.moderations.filter(decision=Moderation.Decision.ASKED, settled_at=None).count()
    state = f"{left} open" if left else "In progress" if one.now is Stage.MODERATION else "Done"
    return "Moderation", [Task("Moderation", reverse("moderation", args=[one.pk]), state)]
