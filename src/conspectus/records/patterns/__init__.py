"""What only the joint record shows: patterns over several agencies' events, and the silo gaps they leave."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
