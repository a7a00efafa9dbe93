from .echoes import Echoes
from .model import STILL, AreaHistory, Asked, Count, Echo, OfReport, Still
from .telling import history, neighbours_in

__all__ = [
    "STILL",
    "AreaHistory",
    "Asked",
    "Count",
    "Echo",
    "Echoes",
    "OfReport",
    "Still",
    "history",
    "neighbours_in",
]
