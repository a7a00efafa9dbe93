from .join import join
from .touched import TOUCHED, Before
from .unusable import place_unusable

__all__ = ["TOUCHED", "Before", "join", "place_unusable"]
