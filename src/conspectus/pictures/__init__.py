"""Pictures for the screen and the terminal: the area by agency, one child's swim lanes, what a check found."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
