"""What inspectors and analysts own, as reviewable data files with one model and loader for each kind."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
