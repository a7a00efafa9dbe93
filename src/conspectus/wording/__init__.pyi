from .codes import (
    Colour,
    Drawn,
    Word,
    agency_title,
    kind_word,
    level_word,
    note,
    parts,
    relations,
    said,
    statuses,
    words_of,
)
from .sentences import Sentences, sentences

__all__ = [
    "Colour",
    "Drawn",
    "Sentences",
    "Word",
    "agency_title",
    "kind_word",
    "level_word",
    "note",
    "parts",
    "relations",
    "said",
    "sentences",
    "statuses",
    "words_of",
]
