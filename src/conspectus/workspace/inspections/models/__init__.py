"""What an inspection is made of."""

from conspectus.workspace.inspections.models.core import (
    AGENCIES,
    INSPECTORATES,
    NATIONS,
    Build,
    Concern,
    ConcernStep,
    Inspection,
    Member,
    SentReturn,
    StageMove,
    agency_choices,
    inspectorate_choices,
)
from conspectus.workspace.inspections.models.invitation import Invitation

__all__ = [
    "AGENCIES",
    "INSPECTORATES",
    "NATIONS",
    "Build",
    "Concern",
    "ConcernStep",
    "Inspection",
    "Invitation",
    "Member",
    "SentReturn",
    "StageMove",
    "agency_choices",
    "inspectorate_choices",
]
