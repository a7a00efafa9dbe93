from .areas import Areas, areas
from .areas_page import areas_html, areas_part
from .areas_terminal import areas_text
from .changes import Change, Changes, beside, read_changes
from .counting import area_named, figures_of, read_area
from .files import as_plain, read_figures, write_figures
from .model import Figures, FiguresArea
from .owed import Item, Owed, owed, owed_table
from .owed_terminal import owed_text
from .recognising import is_figures
from .suppression import published
from .trend import By, trend
from .trend_model import Series, Trend
from .trend_page import trend_html, trend_part, trend_style
from .trend_terminal import trend_text
from .verify import sign_figures, verify_figures
from .words import STATES, arrow, named, story

__all__ = [
    "STATES",
    "Areas",
    "By",
    "Change",
    "Changes",
    "Figures",
    "FiguresArea",
    "Item",
    "Owed",
    "Series",
    "Trend",
    "area_named",
    "areas",
    "areas_html",
    "areas_part",
    "areas_text",
    "arrow",
    "as_plain",
    "beside",
    "figures_of",
    "is_figures",
    "named",
    "owed",
    "owed_table",
    "owed_text",
    "published",
    "read_area",
    "read_changes",
    "read_figures",
    "sign_figures",
    "story",
    "trend",
    "trend_html",
    "trend_part",
    "trend_style",
    "trend_text",
    "verify_figures",
    "write_figures",
]
