from .codes import Colour, Drawn, Word, note, statuses, words_of

__all__ = ["Colour", "Drawn", "Word", "note", "statuses", "words_of"]
