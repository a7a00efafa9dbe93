from .by import By
from .model import AGENCIES, Coverage, Group, Mean, OfReport
from .over_many import cover

__all__ = ["AGENCIES", "By", "Coverage", "Group", "Mean", "OfReport", "cover"]
