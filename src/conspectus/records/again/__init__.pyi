from .earlier import (
    DUTIES,
    JOINED,
    Earlier,
    definitions,
    earlier,
    earlier_chronology,
    earlier_duties,
    earlier_tables,
)
from .fingerprints import Prints, prints_of
from .keeping import KEPT, put_kept
from .unchanged import copy_whole

__all__ = [
    "DUTIES",
    "JOINED",
    "KEPT",
    "Earlier",
    "Prints",
    "copy_whole",
    "definitions",
    "earlier",
    "earlier_chronology",
    "earlier_duties",
    "earlier_tables",
    "prints_of",
    "put_kept",
]
