"""What every inspectorate found in one area over time, what was asked for, and whether it is asked for again."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
