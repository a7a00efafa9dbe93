"""Whose practice published reports speak of: for each report, and over many."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
