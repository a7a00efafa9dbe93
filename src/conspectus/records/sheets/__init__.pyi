from .model import Oddity, Sheet, Unread
from .reading import read_file, read_folder

__all__ = ["Oddity", "Sheet", "Unread", "read_file", "read_folder"]
