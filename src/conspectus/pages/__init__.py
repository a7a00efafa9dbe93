"""Self-contained, accessible pages: one base page, one style sheet, shared tables and figures."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
