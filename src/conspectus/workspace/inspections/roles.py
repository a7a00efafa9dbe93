"""Who takes part in an inspection, in plain words."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The part that a person has in one inspection."""

    LEAD = "lead"
    INSPECTOR = "inspector"
    MODERATOR = "moderator"
    ANALYST = "analyst"
    CONTACT = "contact"
    OBSERVER = "observer"


@dataclass(frozen=True)
class Described:
    """A role as the page of people shows it."""

    title: str
    does: str


ROLES = {
    Role.LEAD: Described(
        "Lead inspector", "Leads the whole: people, stages, handling of data, the judgment and its letter."
    ),
    Role.INSPECTOR: Described(
        "Inspector", "Reads the joint record and rates the agencies for which their inspectorate leads."
    ),
    Role.MODERATOR: Described(
        "Moderator", "Reads everything, and asks whether ratings hold against each other."
    ),
    Role.ANALYST: Described("Analyst", "Builds the casebook, and answers for what the figures mean."),
    Role.CONTACT: Described(
        "Agency contact", "Sends one agency's return and sees that return and its issues, nothing else."
    ),
    Role.OBSERVER: Described("Observer", "Sees how far the inspection is and totals by agency, no child."),
}
CHOICES = [(role.value, described.title) for role, described in ROLES.items()]
