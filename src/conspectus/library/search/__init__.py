"""Find sentences of a library: by their words with filters, ranked, or by their meaning."""

from conspectus.library.search.choices import Choices, choices
from conspectus.library.search.finding import RANKED, Found, Hit, Piece, search
from conspectus.library.search.meaning import alike, can_compare, place_all
from conspectus.library.search.wanted import Wanted

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
