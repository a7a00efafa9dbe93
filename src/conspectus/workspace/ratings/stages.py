"""In which stage agencies audit themselves and inspectors rate: the first is locked before the second begins."""

from conspectus.definitions import agencies, frameworks
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.stages import Stage, reached

RATING = (Stage.FIELDWORK, Stage.MODERATION)


def auditing(inspection: Inspection) -> bool:
    """Whether the agencies can write their audit now."""
    return inspection.now is Stage.AGENCIES_AUDIT


def audits_locked(inspection: Inspection) -> bool:
    """Whether the agencies' audit can no longer change: from now on inspectors see it."""
    return reached(inspection.now, Stage.FIELDWORK)


def rating(inspection: Inspection) -> bool:
    """Whether inspectors can rate now."""
    return inspection.now in RATING


def audits_are_in(inspection: Inspection) -> str:
    """Which agencies have neither sent their audit nor been excused; empty where all have."""
    settled = set(inspection.audits.exclude(sent_at=None, absent_why="").values_list("agency", flat=True))
    looked_at = frameworks()[inspection.framework].looks_at
    left = [term.title for term in agencies().values() if term.id in looked_at and term.id not in settled]
    return f"there is neither an audit nor a reason for its absence from {', '.join(left)}" if left else ""


def all_are_rated(inspection: Inspection) -> str:
    """How many questions nobody has rated; empty where somebody has rated each."""
    asked = set(frameworks()[inspection.framework].cells())
    left = len(asked - {one.cell for one in inspection.ratings.all()})
    return f"{left} of {len(asked)} questions are not rated by anybody" if left else ""
