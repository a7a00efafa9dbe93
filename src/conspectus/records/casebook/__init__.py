"""The contract between what makes a casebook and what reads it: one file, swapped in whole."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
