from .join import join
from .unusable import place_unusable

__all__ = ["join", "place_unusable"]
