"""Who owed what to whom by when: duties compiled to SQL, evaluated, and summed up."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
