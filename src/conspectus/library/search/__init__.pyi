from .choices import Choices, choices
from .files import handed_out, when
from .finding import RANKED, search
from .found import By, Found, Hit, Piece
from .meaning import alike, can_compare, place_all
from .saved import News, Saved, as_file, news, read_saved
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
    "as_file",
    "can_compare",
    "choices",
    "handed_out",
    "narrowed",
    "news",
    "place_all",
    "read_saved",
    "search",
    "when",
]
