"""Who moderates, who departs."""

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import Answer, in_role, in_stage, leads
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage

OPEN = (Stage.FIELDWORK, Stage.MODERATION, Stage.DRAFTING)


def moderates(member: Member) -> Answer:
    """The moderator, who rates nothing."""
    return in_role(member, Role.MODERATOR)


def moderating(member: Member) -> Answer:
    """While cells are moderated."""
    return in_stage(member, "Decisions are made", Stage.MODERATION)


def departs(member: Member) -> Answer:
    """Whoever leads, while the judgment is still open."""
    return leads(member) and in_stage(member, "A result is departed from", *OPEN)
