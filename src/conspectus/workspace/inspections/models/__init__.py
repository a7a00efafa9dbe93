"""What an inspection is made of."""

from conspectus.workspace.inspections.models.core import (
    AGENCIES,
    INSPECTORATES,
    Build,
    Concern,
    Inspection,
    Member,
    SentReturn,
    StageMove,
)
from conspectus.workspace.inspections.models.invitation import Invitation
from conspectus.workspace.inspections.models.link import LinkAnswer, LinkQuestion
from conspectus.workspace.inspections.models.tracked import TrackedChild

__all__ = [
    "AGENCIES",
    "INSPECTORATES",
    "Build",
    "Concern",
    "Inspection",
    "Invitation",
    "LinkAnswer",
    "LinkQuestion",
    "Member",
    "SentReturn",
    "StageMove",
    "TrackedChild",
]
