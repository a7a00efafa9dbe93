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
from .editions import check_marks, edition_said, known_edition, source_said
from .sentences import Sentences, sentences
from .shades import UNSHADED, Shade, shade
from .texts import language_of, texts, translated

__all__ = [
    "UNSHADED",
    "Colour",
    "Drawn",
    "Sentences",
    "Shade",
    "Word",
    "agency_title",
    "check_marks",
    "edition_said",
    "kind_word",
    "known_edition",
    "language_of",
    "level_word",
    "note",
    "parts",
    "relations",
    "said",
    "sentences",
    "shade",
    "source_said",
    "statuses",
    "texts",
    "translated",
    "words_of",
]
