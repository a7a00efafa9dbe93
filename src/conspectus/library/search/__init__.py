"""Find sentences of a library: by their words with filters, ranked, or by their meaning."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
