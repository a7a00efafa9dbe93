"""From whatever a system exports to a return.toml that reads it: proposed, explained, and kept for next time."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
