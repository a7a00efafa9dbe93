from .earlier import DUTIES, Earlier, definitions, earlier, put_earlier, put_earlier_duties
from .fingerprints import Prints, prints_of
from .keeping import KEPT, put_kept
from .unchanged import copy_whole

__all__ = [
    "DUTIES",
    "KEPT",
    "Earlier",
    "Prints",
    "copy_whole",
    "definitions",
    "earlier",
    "prints_of",
    "put_earlier",
    "put_earlier_duties",
    "put_kept",
]
