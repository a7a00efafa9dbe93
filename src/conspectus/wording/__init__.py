"""What people read: how codes are said and sentences put, from one file a language for each kind."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
