"""Who answers link questions, who settles those that stay open, and who reads what was decided."""

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import Answer, in_role, inspects, leads, where
from conspectus.workspace.inspections.roles import Role

sees = inspects  # those who may read a child's record with its names
ANSWERING = (Role.LEAD, Role.INSPECTOR, Role.ANALYST)


def answers(member: Member) -> Answer:
    """Whoever leads, inspects or builds the casebook; the moderator reads what was decided."""
    return in_role(member, *ANSWERING)


def blind(member: Member, *, is_open: bool, answered: bool) -> bool:
    """Whether this person could still answer by themselves: then the figures and other people keep silent."""
    return is_open and bool(answers(member)) and not answered


def settles(member: Member, answered: list[int]) -> Answer:
    """A lead who was not one of the two; one of them, too, where nobody else leads.

    An inspection must not stand still because its only lead helped with the questions: the decision then says
    that one of the two settled it.
    """
    others = member.inspection.members.filter(role=Role.LEAD).exclude(person__in=answered)
    return leads(member) and where(
        member.person_id not in answered or not others.exists(),
        "You were one of the two who answered: another lead of the inspection settles it.",
    )
