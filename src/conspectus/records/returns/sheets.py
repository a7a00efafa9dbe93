"""A file or sheet as it was sent: cells as text, each row with its number as a person counts."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from conspectus.definitions.return_schema import guidance_words
from conspectus.records.returns.csv_text import read_csv
from conspectus.records.returns.issues import IssueBook, Place
from conspectus.records.returns.memory import too_large
from conspectus.records.returns.words import word_key
from conspectus.records.returns.workbooks import read_parquet, read_workbook

WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
TEXTS = (".csv", ".tsv")
PASSED_OVER = (".toml", ".md", ".txt", ".lnk", ".db", ".ini", ".bak")


@dataclass(frozen=True)
class Sheet:
    """One sheet, or one file that has none: columns c0, c1, ... of text (blank is null) and `row`."""

    file: str
    sheet: str
    sha256: str
    workbook: bool  # rows have no separators that could go wrong
    cells: pl.DataFrame

    @property
    def place(self) -> Place:
        """Where issues say that something stands."""
        return {"file": self.file, "sheet": self.sheet}

    @property
    def name(self) -> str:
        """What it is called, for telling what it holds."""
        return f"{Path(self.file).stem} {self.sheet}".strip()


def read_sheets(folder: Path, book: IssueBook) -> Iterator[Sheet]:
    """Every sheet of every file of a sender's folder; what cannot be read is told."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not _passed_over(path.relative_to(folder)):
            yield from _read_file(path, file=path.relative_to(folder).as_posix(), book=book)


def _passed_over(path: Path) -> bool:
    """Notes and what systems leave behind."""
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)
    return hidden or path.suffix.lower() in PASSED_OVER


def _read_file(path: Path, *, file: str, book: IssueBook) -> Iterator[Sheet]:
    suffix = path.suffix.lower()
    if suffix not in (*WORKBOOKS, *TEXTS, ".parquet"):
        book.add("file-not-read", file=file)
        return
    if not path.stat().st_size:
        book.add("file-empty", file=file)
        return
    if lack := too_large(path):
        book.add("file-too-large", file=file, value=lack)
        return
    with path.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    reader = read_workbook if suffix in WORKBOOKS else read_parquet if suffix == ".parquet" else read_csv
    for sheet, cells in reader(path, file=file, book=book):
        yield Sheet(file, sheet, sha256, suffix in WORKBOOKS, _tidy(cells))


def _tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells without spaces around them, blank ones null, rows without any cell left out."""
    columns = [name for name in cells.columns if name != "row"]
    if not columns:
        return cells
    cells = cells.with_columns(pl.col(_with_spaces(cells, columns)).str.strip_chars())
    empty = cells.select((pl.col(columns) == "").any())
    hollow = [name for name in columns if empty[name][0]]
    cells = cells.with_columns(pl.col(hollow).replace("", None))
    filled = cells.select(pl.any_horizontal(pl.col(columns).is_not_null())).to_series()
    return cells if filled.all() else cells.filter(filled)


def _with_spaces(cells: pl.DataFrame, columns: list[str]) -> list[str]:
    """Columns with spaces around a cell; a large file mostly has none, and need not be held twice."""
    bare = cells.select(pl.col(columns).str.strip_chars().str.len_bytes().sum())
    full = cells.select(pl.col(columns).str.len_bytes().sum())
    return [name for name in columns if bare[name][0] != full[name][0]]


def is_guidance(name: str) -> bool:
    """Whether a sheet is called something that explains and holds no rows."""
    return any(word_key(word) in word_key(name) for word in guidance_words())
