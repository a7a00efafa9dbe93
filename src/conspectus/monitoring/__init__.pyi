from .changes import Changes, beside, read_changes
from .counting import area_named, figures_of, read_area
from .files import read_figures, write_figures
from .model import Figures, FiguresArea
from .suppression import published
from .told import Trend
from .trend import By, trend
from .trend_page import trend_html, trend_part
from .trend_terminal import trend_text
from .verify import is_figures, sign_figures, verify_figures

__all__ = [
    "By",
    "Changes",
    "Figures",
    "FiguresArea",
    "Trend",
    "area_named",
    "beside",
    "figures_of",
    "is_figures",
    "published",
    "read_area",
    "read_changes",
    "read_figures",
    "sign_figures",
    "trend",
    "trend_html",
    "trend_part",
    "trend_text",
    "verify_figures",
    "write_figures",
]
