"""Who words, reads, comments on, signs and publishes a letter, by part and by stage."""

from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import because, judges, leads
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.stages import Stage, reached

WRITING = (Stage.DRAFTING, Stage.FACTUAL_ACCURACY)


@because("The letter is worded by whoever leads, in drafting and factual accuracy.")
def words(member: Member) -> bool:
    """Whoever leads, until the letter is signed."""
    return leads(member) and member.inspection.now in WRITING


@because("An agency’s contact checks the letter, once it is laid before the agencies.")
def checks(member: Member) -> bool:
    """An agency's contact: from the day on which the letter is laid before the agencies."""
    return member.role == Role.CONTACT and reached(member.inspection.now, Stage.FACTUAL_ACCURACY)


@because("An agency’s contact says what is not accurate, in the stage of factual accuracy.")
def comments(member: Member) -> bool:
    """An agency's contact, while factual accuracy is checked."""
    return checks(member) and member.inspection.now is Stage.FACTUAL_ACCURACY


@because("Editions are for those who judge, and for contacts once the letter is laid before the agencies.")
def reads_editions(member: Member) -> bool:
    """Those who judge, and contacts once it is laid before them."""
    return judges(member) or checks(member)


@because("Comments are answered by whoever leads, in the stage of factual accuracy.")
def answers(member: Member) -> bool:
    """Whoever leads, while factual accuracy is checked."""
    return leads(member) and member.inspection.now is Stage.FACTUAL_ACCURACY


@because("Publication is for whoever leads, once every inspectorate has signed.")
def publishes(member: Member) -> bool:
    """Whoever leads, once every inspectorate has signed."""
    return leads(member) and member.inspection.now is Stage.SIGNED


@because("This is for those who judged and the agencies’ contacts, once the letter is published.")
def takes_part_after(member: Member) -> bool:
    """Those who judged and the agencies' contacts, once the letter is published."""
    return (judges(member) or member.role == Role.CONTACT) and reached(member.inspection.now, Stage.PUBLISHED)


@because("This is for those who judged, in the stage of follow-up.")
def follows_up(member: Member) -> bool:
    """Those who judged, in the stage of follow-up."""
    return judges(member) and member.inspection.now is Stage.FOLLOW_UP
