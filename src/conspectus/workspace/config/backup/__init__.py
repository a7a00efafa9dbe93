"""Everything that a workspace holds but its keys, as one file, and back again."""

from conspectus.workspace.config.backup.making import make
from conspectus.workspace.config.backup.restoring import must_be_whole, restore

__all__ = ["make", "must_be_whole", "restore"]
