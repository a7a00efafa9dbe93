"""Pictures for the screen and the terminal: the area by agency, one child's swim lanes, what a check found."""

from conspectus.pictures.area_page import area_html, area_part
from conspectus.pictures.area_terminal import area_text
from conspectus.pictures.child_page import child_html, child_part
from conspectus.pictures.child_terminal import child_text
from conspectus.pictures.comparison_terminal import comparison_text
from conspectus.pictures.coverage_page import Leads, coverage_html, coverage_part, looks
from conspectus.pictures.returns_page import returns_html
from conspectus.pictures.style import part_style
from conspectus.pictures.words import titles, told

__all__ = [
    "Leads",
    "area_html",
    "area_part",
    "area_text",
    "child_html",
    "child_part",
    "child_text",
    "comparison_text",
    "coverage_html",
    "coverage_part",
    "looks",
    "part_style",
    "returns_html",
    "titles",
    "told",
]
