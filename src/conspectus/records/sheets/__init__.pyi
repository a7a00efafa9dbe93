from .model import Oddity, Sheet, Unread
from .reading import TERMS, read_file, read_folder

__all__ = ["TERMS", "Oddity", "Sheet", "Unread", "read_file", "read_folder"]
