"""A published PDF to its passages: headings, sentences, items of lists and boxes, page furniture left out."""

from conspectus.library.reading.pdf import Reading, read_pdf
from conspectus.library.reading.sections import Piece

__all__ = ["Piece", "Reading", "read_pdf"]
