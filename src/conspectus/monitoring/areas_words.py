"""Areas in words."""

from typing import NamedTuple

from conspectus.definitions import agencies
from conspectus.monitoring.areas import DutyFunnel, Place
from conspectus.terms import Part


class PlaceWord(NamedTuple):
    """Where an area lies in a funnel."""

    mark: str
    word: str
    kind: str  # how its point is drawn
    style: str


PLACES: dict[Place, PlaceWord] = {
    "within": PlaceWord("●", "within the limits", "plain", ""),
    "above_95": PlaceWord("▲", "above the 95% limits", "improvement", "blue"),
    "above_998": PlaceWord("▲▲", "above the 99.8% limits", "improvement", "bold blue"),
    "below_95": PlaceWord("▼", "below the 95% limits", "concern", "dark_orange3"),
    "below_998": PlaceWord("▼▼", "below the 99.8% limits", "concern", "bold dark_orange3"),
}
SIDES = {Part.INVITE: "Invite: ", Part.ATTEND: "Attend or report: "}


def named_duty(funnel: DutyFunnel) -> str:
    """A duty with who owes it."""
    return f"{agencies()[funnel.agency].title}, {SIDES.get(funnel.part, '')}{funnel.title}"


def spread(funnel: DutyFunnel) -> str:
    """How much areas differ beyond chance, in words."""
    if not funnel.tau2:
        return "and areas differ no more than chance would have them"
    return f"and areas differ beyond chance, by about {100 * funnel.tau2**0.5:.0f} points"
