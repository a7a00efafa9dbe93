from .earlier import Earlier, earlier, put_earlier
from .fingerprints import Prints, prints_of
from .keeping import KEPT, put_kept
from .unchanged import copy_whole

__all__ = ["KEPT", "Earlier", "Prints", "copy_whole", "earlier", "prints_of", "put_earlier", "put_kept"]
