from .finding import FILE, Mapped, Whose, map_files, sheets_of
from .looking import NO_CHOICES, Choices, Looked, OneTable, look, said_of
from .model import ColumnFound, Mapping, TableFound, WordFound
from .settling import settled_text, with_kept

__all__ = [
    "FILE",
    "NO_CHOICES",
    "Choices",
    "ColumnFound",
    "Looked",
    "Mapped",
    "Mapping",
    "OneTable",
    "TableFound",
    "Whose",
    "WordFound",
    "look",
    "map_files",
    "said_of",
    "settled_text",
    "sheets_of",
    "with_kept",
]
