from .choices import Choices, choices
from .finding import RANKED, search
from .found import By, Found, Hit, Piece
from .meaning import alike, can_compare, place_all
from .wanted import Wanted, area_codes, narrowed
from .words import Step

__all__ = [
    "RANKED",
    "By",
    "Choices",
    "Found",
    "Hit",
    "Piece",
    "Step",
    "Wanted",
    "alike",
    "area_codes",
    "can_compare",
    "choices",
    "narrowed",
    "place_all",
    "search",
]
