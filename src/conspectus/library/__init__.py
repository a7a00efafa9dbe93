"""What inspectorates published, about whom, and what others can learn: PDF files to one library file."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
