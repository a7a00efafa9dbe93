"""An inspection as a folder of files: what is inspected, the ratings, and the evidence."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
