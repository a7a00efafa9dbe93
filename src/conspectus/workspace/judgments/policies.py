"""Who moderates, who departs."""

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import because, leads
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage


@because("This is for the moderator.")
def moderates(member: Member) -> bool:
    """The moderator, who rates nothing."""
    return member.role == Role.MODERATOR


@because("Whoever leads departs from a result, from fieldwork until the letter is laid before the agencies.")
def departs(member: Member) -> bool:
    """Whoever leads, while the judgment is still open."""
    return leads(member) and member.inspection.now in (Stage.FIELDWORK, Stage.MODERATION, Stage.DRAFTING)
