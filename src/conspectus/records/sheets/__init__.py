"""Files as senders have them, CSV, tab-separated text, workbooks, Parquet, as sheets of cells of text."""

from conspectus.records.sheets.model import Oddity, Sheet, Unread
from conspectus.records.sheets.reading import read_file, read_folder

__all__ = ["Oddity", "Sheet", "Unread", "read_file", "read_folder"]
