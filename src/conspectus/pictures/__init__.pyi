from .area_page import Ways, area_html, area_part
from .area_terminal import area_text
from .child_page import Around, child_html, child_part
from .child_terminal import child_text
from .comparison_terminal import comparison_text
from .coverage_page import Leads, coverage_html, coverage_part, looks
from .findings_slide import SLIDES, Asked, findings_slide
from .history_page import history_html, history_part
from .periods import Period
from .returns_page import returns_html
from .study_files import write_study
from .study_page import study_html
from .study_pdf import study_pdf
from .style import part_style
from .words import counts, named, titles, told

__all__ = [
    "SLIDES",
    "Around",
    "Asked",
    "Leads",
    "Period",
    "Ways",
    "area_html",
    "area_part",
    "area_text",
    "child_html",
    "child_part",
    "child_text",
    "comparison_text",
    "counts",
    "coverage_html",
    "coverage_part",
    "findings_slide",
    "history_html",
    "history_part",
    "looks",
    "named",
    "part_style",
    "returns_html",
    "study_html",
    "study_pdf",
    "titles",
    "told",
    "write_study",
]
