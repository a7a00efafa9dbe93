"""Dates: as people write them, as intervals; and the working days of a nation."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
