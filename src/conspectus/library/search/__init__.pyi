from .choices import Choices, choices
from .finding import RANKED, Found, Hit, Piece, search
from .meaning import alike, can_compare, place_all
from .wanted import Wanted

__all__ = [
    "RANKED",
    "Choices",
    "Found",
    "Hit",
    "Piece",
    "Wanted",
    "alike",
    "can_compare",
    "choices",
    "place_all",
    "search",
]
