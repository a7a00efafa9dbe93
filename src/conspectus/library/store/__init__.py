"""The library file: one SQLite file with full-text search, swapped in whole, opened read-only."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
