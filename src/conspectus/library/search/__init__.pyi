from .choices import Choices, choices
from .finding import RANKED, search
from .found import By, Found, Hit, Piece
from .meaning import alike, can_compare, place_all
from .wanted import Wanted, narrowed
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
    "can_compare",
    "choices",
    "narrowed",
    "place_all",
    "search",
]
