"""What choosing children asks of an inspection."""

from conspectus.workspace.inspections.casebooks import last_built
from conspectus.workspace.inspections.models import Inspection


def somebody_is_tracked(inspection: Inspection) -> str:
    """Why the children are not chosen yet; an inspection without a casebook has none to choose."""
    if last_built(inspection) is None or inspection.tracked.now().exists():
        return ""
    return "No child is tracked yet: take the sample that the casebook drew, or choose children by hand."
