from .known import EARLIER, KEPT, NOTHING_TAKEN, Taken
from .linking import link

__all__ = ["EARLIER", "KEPT", "NOTHING_TAKEN", "Taken", "link"]
