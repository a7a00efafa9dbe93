"""What every page of an inspection is given."""

from dataclasses import dataclass

from conspectus.pages import Context
from conspectus.workspace.inspections.models import Inspection


@dataclass(frozen=True, kw_only=True)
class InspectionPage(Context):
    """The inspection, which the way back names."""

    inspection: Inspection
