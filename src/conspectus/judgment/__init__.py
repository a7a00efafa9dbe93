"""Ratings and rules to a judgment, with its derivation: pure functions, no files."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
