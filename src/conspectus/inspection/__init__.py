"""An inspection as a folder of files: what is inspected, the ratings, and the evidence."""

from conspectus.inspection.citations import citation_faults
from conspectus.inspection.faults import Fault, FaultyInspectionError, refuse
from conspectus.inspection.model import Dates, FileSeen, Inspection, InspectionFiles
from conspectus.inspection.reading import find_framework, read
from conspectus.inspection.writing import write

__all__ = [
    "Dates",
    "Fault",
    "FaultyInspectionError",
    "FileSeen",
    "Inspection",
    "InspectionFiles",
    "citation_faults",
    "find_framework",
    "read",
    "refuse",
    "write",
]
