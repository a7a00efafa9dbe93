"""Files as senders have them, CSV, tab-separated text, workbooks, Parquet, as sheets of cells of text."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
