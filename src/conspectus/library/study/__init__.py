"""How blinkered was inspection? Every figure of a library that answers it, with the command that gives it again."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
