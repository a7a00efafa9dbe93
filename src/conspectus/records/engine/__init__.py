"""Where tables live while a casebook is made: open, put, run, read. Knows nothing of children."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
