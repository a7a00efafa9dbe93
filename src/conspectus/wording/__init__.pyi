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
from .texts import language_of, texts, translated

__all__ = [
    "Colour",
    "Drawn",
    "Sentences",
    "Word",
    "agency_title",
    "kind_word",
    "language_of",
    "level_word",
    "note",
    "parts",
    "relations",
    "said",
    "sentences",
    "statuses",
    "texts",
    "translated",
    "words_of",
]
