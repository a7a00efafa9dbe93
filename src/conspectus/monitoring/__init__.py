"""Between inspections and across areas: figures that hold no child, trends, what is owed now, and funnels."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
