"""Who may do what in a series: asked of a part in it, and answered as those of inspections are."""

from conspectus.definitions import agencies
from conspectus.plain import listed
from conspectus.terms import Agency
from conspectus.workspace.inspections.policies import YES, Answer, where
from conspectus.workspace.series.models import AgreedAction, Participant
from conspectus.workspace.series.parts import PARTS, Part


def _in_part(one: Participant, *allowed: Part) -> Answer:
    if one.part in allowed:
        return YES
    titles = listed([PARTS[part].title.lower() for part in allowed])
    return Answer(f"This is for: {titles}; your part is {PARTS[Part(one.part)].title.lower()}.")


def anyone(one: Participant) -> Answer:
    """Everybody who takes part."""
    return YES


def coordinates(one: Participant) -> Answer:
    """Whoever runs the rounds."""
    return _in_part(one, Part.COORDINATOR)


def sees_every_agency(one: Participant) -> Answer:
    """Those who look at all agencies together; a contact sees its own alone."""
    return _in_part(one, Part.COORDINATOR, Part.AUDITOR)


def sees_agency(one: Participant, agency: str) -> Answer:
    """Whether what is of this agency is theirs to see."""
    if one.part != Part.CONTACT or one.agency == agency:
        return YES
    return Answer(f"You take part for {agencies()[Agency(one.agency)].title}, and this is of another agency.")


def sends_for(one: Participant, agency: str) -> Answer:
    """Who sends this agency’s return: its own contact, and whoever coordinates."""
    return _in_part(one, Part.COORDINATOR, Part.CONTACT) and sees_agency(one, agency)


def marks_done(one: Participant, action: AgreedAction) -> Answer:
    """Who says that an action is done: whose it is, and whoever coordinates."""
    own = where(
        one.part == Part.COORDINATOR or one.agency == action.agency,
        "The agency whose action it is says when it is done, or whoever coordinates.",
    )
    return _in_part(one, Part.COORDINATOR, Part.CONTACT) and own
