"""The library file: one SQLite file with full-text search, swapped in whole, opened read-only."""

from conspectus.library.store.read import LibraryFile, Listed, sentence_of
from conspectus.library.store.write import Added, add, write

__all__ = ["Added", "LibraryFile", "Listed", "add", "sentence_of", "write"]
