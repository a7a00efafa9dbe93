from .model import AGENCIES, By, Coverage, Group, Mean, OfReport
from .over_many import cover

__all__ = ["AGENCIES", "By", "Coverage", "Group", "Mean", "OfReport", "cover"]
