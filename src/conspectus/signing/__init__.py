"""Keys, signatures and hashes under what is published, and the verdict of whoever checks it."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
