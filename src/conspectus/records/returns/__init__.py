"""Senders' returns: checked, typed, and every issue located; nothing is dropped in silence."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
