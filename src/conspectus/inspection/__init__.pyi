from .citations import citation_faults
from .faults import Fault, FaultyInspectionError, refuse
from .model import Dates, FileSeen, Inspection, InspectionFiles
from .reading import find_framework, read
from .writing import write

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
