from .by import By
from .model import AGENCIES, Coverage, Group, Mean, OfReport
from .over_many import ALONE, FEWEST, JOINT, cover, of_report

__all__ = [
    "AGENCIES",
    "ALONE",
    "FEWEST",
    "JOINT",
    "By",
    "Coverage",
    "Group",
    "Mean",
    "OfReport",
    "cover",
    "of_report",
]
