from .model import Oddity, Sheet, Unread
from .reading import TERMS, read_file, read_folder
from .shapes import Column, Limits, Shape, Table

__all__ = [
    "TERMS",
    "Column",
    "Limits",
    "Oddity",
    "Shape",
    "Sheet",
    "Table",
    "Unread",
    "read_file",
    "read_folder",
]
