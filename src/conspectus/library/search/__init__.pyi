from .choices import Choices, choices
from .files import handed_out, when
from .finding import RANKED, search
from .found import By, Found, Hit, Piece
from .meaning import alike, can_compare, place_all
from .saved import News, Saved, as_file, news, read_saved
from .tally import Tally, tally, tally_of
from .wanted import Wanted, area_codes, in_words, narrowed
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
    "Tally",
    "Wanted",
    "alike",
    "area_codes",
    "as_file",
    "can_compare",
    "choices",
    "handed_out",
    "in_words",
    "narrowed",
    "news",
    "place_all",
    "read_saved",
    "search",
    "tally",
    "tally_of",
    "when",
]
