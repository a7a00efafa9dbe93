"""A published PDF to its passages: headings, sentences, items of lists and boxes, page furniture left out."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
