from .finding import Mapped, Whose, map_files
from .model import ColumnFound, Mapping, TableFound, WordFound

__all__ = ["ColumnFound", "Mapped", "Mapping", "TableFound", "Whose", "WordFound", "map_files"]
