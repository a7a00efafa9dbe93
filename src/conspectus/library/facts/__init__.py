"""What a published report says of itself: kind, area, dates, theme, authors, grades, and counts of its lists."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
