from .pdf import Reading, is_web_page, read_pdf
from .sections import Piece

__all__ = ["Piece", "Reading", "is_web_page", "read_pdf"]
