"""Who answers link questions, who settles those that stay open, and who reads what was decided."""

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import because, inspects, leads
from conspectus.workspace.inspections.roles import Role

sees = inspects  # those who may read a child's record with its names
ANSWERING = (Role.LEAD, Role.INSPECTOR, Role.ANALYST)


@because("Link questions are answered by whoever leads, inspects or builds the casebook.")
def answers(member: Member) -> bool:
    """Whoever leads, inspects or builds the casebook; the moderator reads what was decided."""
    return member.role in ANSWERING


def blind(member: Member, *, is_open: bool, answered: bool) -> bool:
    """Whether this person could still answer by themselves: then the figures and other people keep silent."""
    return is_open and answers(member) and not answered


def settles(member: Member, answered: list[int]) -> bool:
    """A lead who was not one of the two; one of them, too, where nobody else leads.

    An inspection must not stand still because its only lead helped with the questions: the decision then says
    that one of the two settled it.
    """
    if not leads(member):
        return False
    others = member.inspection.members.filter(role=Role.LEAD).exclude(person__in=answered)
    return member.person_id not in answered or not others.exists()
