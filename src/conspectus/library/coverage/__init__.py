"""Whose practice published reports speak of: for each report, and over many."""

from conspectus.library.coverage.model import AGENCIES, By, Coverage, Group, Mean, OfReport
from conspectus.library.coverage.over_many import cover

__all__ = ["AGENCIES", "By", "Coverage", "Group", "Mean", "OfReport", "cover"]
