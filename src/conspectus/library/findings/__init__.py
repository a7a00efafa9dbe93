"""What each sentence of a report finds, and of whose practice: passages in, sentences out."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
