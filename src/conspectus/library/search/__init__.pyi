from .choices import Choices, choices
from .files import when, write_found
from .finding import RANKED, search
from .found import By, Found, Hit, Piece
from .meaning import alike, can_compare, place_all
from .saved import News, Saved, news, read_saved, write_saved
from .wanted import Wanted, area_codes, narrowed
from .words import Step

__all__ = [
    "RANKED",
    "By",
    "Choices",
    "Found",
    "Hit",
    "News",
    "Piece",
    "Saved",
    "Step",
    "Wanted",
    "alike",
    "area_codes",
    "can_compare",
    "choices",
    "narrowed",
    "news",
    "place_all",
    "read_saved",
    "search",
    "when",
    "write_found",
    "write_saved",
]
