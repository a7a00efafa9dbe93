from .read import LibraryFile, Listed, sentence_of
from .write import Added, add, write

__all__ = ["Added", "LibraryFile", "Listed", "add", "sentence_of", "write"]
