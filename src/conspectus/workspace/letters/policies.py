"""Who words, reads, comments on, signs, publishes and answers a letter, by part and by stage."""

from conspectus.definitions import frameworks
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import (
    Answer,
    from_stage,
    in_role,
    in_stage,
    judges,
    leads,
    where,
)
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.letters.models import PlannedAction, StatementOfAction

WRITING = (Stage.DRAFTING, Stage.FACTUAL_ACCURACY)


def words(member: Member) -> Answer:
    """Whoever leads, until the letter is signed."""
    return leads(member) and in_stage(member, "The letter is worded", *WRITING)


def checks(member: Member) -> Answer:
    """An agency's contact: from the day on which the letter is laid before the agencies."""
    contact = in_role(member, Role.CONTACT)
    return contact and from_stage(member, "Agencies check the letter", Stage.FACTUAL_ACCURACY)


def comments(member: Member) -> Answer:
    """An agency's contact, while factual accuracy is checked."""
    return checks(member) and in_stage(member, "Agencies comment on the letter", Stage.FACTUAL_ACCURACY)


def comments_for(member: Member, agency: str) -> Answer:
    """An agency's contact for that agency."""
    own = where(member.agency == agency, "Each agency’s own contact comments for it.")
    return comments(member) and own


def reads_editions(member: Member) -> Answer:
    """Those who judge, and contacts once it is laid before them."""
    if member.role == Role.CONTACT:
        return checks(member)
    return in_role(member, Role.LEAD, Role.INSPECTOR, Role.MODERATOR, Role.CONTACT)


def answers(member: Member) -> Answer:
    """Whoever leads, while factual accuracy is checked."""
    return leads(member) and in_stage(member, "Comments are answered", Stage.FACTUAL_ACCURACY)


def signs(member: Member, inspectorate: str) -> Answer:
    """Whether a person signs for a body: their inspectorate; a lead for bodies of the framework's own, too."""
    own = frameworks()[member.inspection.framework].bodies if leads(member) else {}
    theirs = where(
        inspectorate == member.inspectorate or inspectorate in own,
        "Each inspectorate’s own inspectors sign for it.",
    )
    return judges(member) and theirs


def publishes(member: Member) -> Answer:
    """Whoever leads, once every inspectorate has signed."""
    return leads(member) and in_stage(member, "A letter is published", Stage.SIGNED)


def takes_part_after(member: Member) -> Answer:
    """Those who judged and the agencies' contacts, once the letter is published."""
    part = in_role(member, Role.LEAD, Role.INSPECTOR, Role.MODERATOR, Role.CONTACT)
    return part and from_stage(member, "Agencies answer the letter", Stage.PUBLISHED)


def follows_up(member: Member) -> Answer:
    """Those who judged, in the stage of follow-up."""
    return judges(member) and in_stage(member, "Planned actions are followed up", Stage.FOLLOW_UP)


def plans(member: Member, statement: StatementOfAction) -> Answer:
    """An agency's contact, in the stage of the statement, until it is sent."""
    return (
        in_role(member, Role.CONTACT)
        and in_stage(member, "Actions are planned", Stage.STATEMENT_OF_ACTION)
        and where(statement.sent_at is None, "The statement of action is sent, and stays as it is.")
    )


def plans_for(member: Member, statement: StatementOfAction, agency: str) -> Answer:
    """A contact for its own agency; that of the agency which answers for the statement, for every one."""
    theirs = agency == member.agency or member.agency == statement.principal
    return plans(member, statement) and where(
        theirs, "Actions are planned by the agencies’ contacts, each for their own."
    )


def takes_back(member: Member, planned: PlannedAction) -> Answer:
    """Whoever may plan an action may take it back."""
    return plans_for(member, planned.statement_of_action, planned.agency)


def sends(member: Member, statement: StatementOfAction) -> Answer:
    """The contact of the agency that answers for it, in the stage of the statement, until it is sent."""
    return plans(member, statement) and where(
        member.agency == statement.principal,
        "The contact of the agency that answers for the statement sends it, once.",
    )


def names_principal(member: Member, statement: StatementOfAction) -> Answer:
    """Whoever leads, until the statement is sent."""
    return leads(member) and where(
        statement.sent_at is None, "The statement of action is sent, and stays as it is."
    )
