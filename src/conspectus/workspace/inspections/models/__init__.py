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

__all__ = [
    "AGENCIES",
    "INSPECTORATES",
    "Build",
    "Concern",
    "Inspection",
    "Invitation",
    "Member",
    "SentReturn",
    "StageMove",
]
