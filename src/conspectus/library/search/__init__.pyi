from .choices import Choices, choices
from .finding import RANKED, Found, Hit, Piece, search
from .meaning import alike, can_compare, place_all
from .wanted import Wanted, narrowed
from .words import Step

__all__ = [
    "RANKED",
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
