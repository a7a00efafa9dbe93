"""Who takes part in a series, and which part that is in the records of each of its rounds."""

from dataclasses import dataclass
from enum import StrEnum

from conspectus.workspace.inspections.roles import Role


class Part(StrEnum):
    """The part that a person has in a series, and so in every round of it."""

    COORDINATOR = "coordinator"
    AUDITOR = "auditor"
    CONTACT = "contact"


@dataclass(frozen=True)
class Described:
    """A part as the page of a series shows it."""

    title: str
    does: str
    role: Role  # in the inspection under each round, which holds its records


PARTS = {
    Part.COORDINATOR: Described(
        "Coordinator",
        "Opens rounds and moves them on, builds casebooks, agrees actions, and lets others see.",
        Role.LEAD,
    ),
    Part.AUDITOR: Described(
        "Auditor", "Of the audit group: reads the joint record and rates every agency.", Role.INSPECTOR
    ),
    Part.CONTACT: Described(
        "Agency contact",
        "Sends one agency’s return, audits its own part, and sees its own figures and what it owes, nothing else.",
        Role.CONTACT,
    ),
}
CHOICES = [(part.value, described.title) for part, described in PARTS.items()]
