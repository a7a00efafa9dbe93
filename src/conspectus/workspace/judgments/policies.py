"""Who moderates, who departs."""

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import leads
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage


def moderates(member: Member) -> bool:
    """The moderator, who rates nothing."""
    return member.role == Role.MODERATOR


def departs(member: Member) -> bool:
    """Whoever leads, while the judgment is still open."""
    return leads(member) and member.inspection.now in (Stage.FIELDWORK, Stage.MODERATION, Stage.DRAFTING)
