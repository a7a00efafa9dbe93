"""From a judgment to its letter, and from a letter back: published, traced and verified."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
