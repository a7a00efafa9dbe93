from .pdf import Reading, read_pdf
from .sections import Piece

__all__ = ["Piece", "Reading", "read_pdf"]
