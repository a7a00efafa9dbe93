"""Workbooks of Excel and others, and Parquet."""

from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl

from conspectus.records.returns.issues import IssueBook

MIDNIGHT = r"^(\d{4}-\d{2}-\d{2}) 00:00:00(?:\.0+)?$"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # how Office wraps a workbook with a password


def read_workbook(path: Path, *, file: str, book: IssueBook) -> Iterator[tuple[str, pl.DataFrame]]:
    """Every sheet of a workbook, hidden ones too: columns c0, c1, ... and `row`."""
    try:
        workbook = fastexcel.read_excel(path)
        names = workbook.sheet_names
    except fastexcel.FastExcelError as error:
        locked = (
            ENCRYPTED in path.read_bytes()
            or "password" in str(error).lower()
            or "encrypt" in str(error).lower()
        )
        book.add("file-encrypted" if locked else "file-damaged", file=file)
        return
    sheets = [(name, _load(workbook, name, file=file, book=book)) for name in names]
    filled = [(name, frame) for name, frame in sheets if frame is not None and frame.height]
    # Old workbooks come with two empty sheets: a word is due only where there is nothing at all.
    yield from filled or [(name, frame) for name, frame in sheets if frame is not None]


def _load(workbook: fastexcel.ExcelReader, name: str, *, file: str, book: IssueBook) -> pl.DataFrame | None:
    try:
        # skip_rows: by default empty rows above are dropped, and every row number would be wrong.
        frame = workbook.load_sheet(name, header_row=None, dtypes="string", skip_rows=0).to_polars()
        # A date cell is stored as the midnight that begins the day: what people see there is a day.
        return _numbered(frame.with_columns(pl.all().str.replace(MIDNIGHT, "$1")))
    except fastexcel.FastExcelError:
        book.add("file-damaged", file=file, sheet=name)
        return None


def read_parquet(path: Path, *, file: str, book: IssueBook) -> Iterator[tuple[str, pl.DataFrame]]:
    """The one table of a Parquet file; its names are row 1."""
    try:
        frame = pl.read_parquet(path, glob=False)
        frame = frame.select(_as_text(frame))
    except (pl.exceptions.PolarsError, OSError):
        book.add("file-damaged", file=file)
        return
    header = pl.DataFrame([frame.columns], orient="row", schema={name: pl.String() for name in frame.columns})
    yield "", _numbered(pl.concat([header, frame]))


def _as_text(frame: pl.DataFrame) -> list[pl.Expr]:
    """Every column as text; an instant with a zone keeps it."""
    return [_written(frame[name]) for name in frame.columns]


def _written(values: pl.Series) -> pl.Expr:
    column, kind = pl.col(values.name), values.dtype
    if kind.is_float() and (values.drop_nulls() % 1 == 0).all():
        # Ids become decimals where an export had gaps among them: 1042, not 1042.0.
        return column.cast(pl.Int64).cast(pl.String)
    if not isinstance(kind, pl.Datetime):
        return column.cast(pl.String)
    if kind.time_zone is None:
        return column.dt.to_string("%Y-%m-%d %H:%M:%S%.f")
    return column.dt.convert_time_zone("UTC").dt.to_string("%Y-%m-%dT%H:%M:%S%.fZ")


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Columns c0, c1, ... and `row`; `row` alone where there is nothing."""
    if not frame.width:
        return pl.DataFrame(schema={"row": pl.Int64()})
    frame = frame.rename({name: f"c{place}" for place, name in enumerate(frame.columns)})
    return frame.with_columns(row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
