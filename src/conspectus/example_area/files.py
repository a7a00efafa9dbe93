"""The files of an area, written bit by bit as its districts come, so that no area is too large for memory."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol

import polars as pl
import pyarrow.parquet as pq
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet


class Writer(Protocol):
    """One file to which districts add their rows."""

    def add(self, frame: pl.DataFrame) -> None:
        """Add rows."""

    def close(self) -> None:
        """Write what is left and close the file; nothing can be added after it."""


class CsvFile:
    """A CSV file."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = path.open("wb")
        self._begun = False

    def add(self, frame: pl.DataFrame) -> None:
        """Add rows; the first bring the header."""
        frame.write_csv(self._file, include_header=not self._begun)
        self._begun = True

    def close(self) -> None:
        """Write what is left and close the file; nothing can be added after it."""
        self._file.close()


class ParquetFile:
    """A Parquet file, a group of rows for each district."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: pq.ParquetWriter | None = None

    def add(self, frame: pl.DataFrame) -> None:
        """Add rows; the first say which columns there are."""
        table = frame.to_arrow()
        if self._file is None:
            self._file = pq.ParquetWriter(self._path, table.schema, compression="zstd")
        self._file.write_table(table)

    def close(self) -> None:
        """Write what is left and close the file; nothing can be added after it."""
        if self._file is not None:
            self._file.close()


class DocumentFile:
    """An XML document, a line of it in each row."""

    def __init__(self, path: Path, *, head: tuple[str, ...], foot: tuple[str, ...]) -> None:
        self._file, self._foot = path.open("w", encoding="utf-8", newline="\n"), foot
        self._write(head)

    def add(self, frame: pl.DataFrame) -> None:
        """Add lines."""
        self._write(frame["line"])

    def close(self) -> None:
        """Write what is left and close the file; nothing can be added after it."""
        self._write(self._foot)
        self._file.close()

    def _write(self, lines: Iterable[str]) -> None:
        self._file.writelines(f"{line}\n" for line in lines)


class Book:
    """A workbook with a sheet of guidance first, as such workbooks come."""

    def __init__(self, path: Path, title: str) -> None:
        self._book: Workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        self._book.set_properties({"title": title, "created": datetime(2026, 4, 1)})
        guidance = self._book.add_worksheet("Guidance")
        guidance.write_string(0, 0, "One row for each record. Dates as they stand in our system.")

    def sheet(self, name: str, title: str) -> "Sheet":
        """One more sheet."""
        return Sheet(self._book.add_worksheet(name), title)

    def close(self) -> None:
        """Write what is left and close the file; nothing can be added after it."""
        self._book.close()


class Sheet:
    """A sheet with a title above its headers."""

    def __init__(self, sheet: Worksheet, title: str) -> None:
        self._sheet, self._title, self._next = sheet, title, 0

    def add(self, frame: pl.DataFrame) -> None:
        """Add rows; the first bring title and headers."""
        if not self._next:
            self._sheet.write_string(0, 0, self._title)
            self._row(2, frame.columns)
            self._next = 3
        for row in frame.iter_rows():
            self._row(self._next, row)
            self._next += 1

    def _row(self, number: int, cells: "list[str] | tuple[str | None, ...]") -> None:
        for place, value in enumerate(cells):
            if value is not None:
                self._sheet.write_string(number, place, value)

    def close(self) -> None:
        """Write what is left and close the file; nothing can be added after it."""
