"""Workbooks of Excel and others, and Parquet."""

from collections.abc import Iterator
from io import BytesIO

import fastexcel
import polars as pl

from conspectus.records.returns.issues import IssueBook

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # how Office wraps a workbook with a password


def read_workbook(body: bytes, *, file: str, book: IssueBook) -> Iterator[tuple[str, pl.DataFrame]]:
    """Every sheet of a workbook, hidden ones too: columns c0, c1, ... and `row`."""
    try:
        workbook = fastexcel.read_excel(body)
        names = workbook.sheet_names
    except fastexcel.FastExcelError as error:
        locked = ENCRYPTED in body or "password" in str(error).lower() or "encrypt" in str(error).lower()
        book.add("file-encrypted" if locked else "file-damaged", file=file)
        return
    for name in names:
        try:
            # skip_rows: by default empty rows above are dropped, and every row number would be wrong.
            sheet = workbook.load_sheet(name, header_row=None, dtypes="string", skip_rows=0)
            frame = sheet.to_polars()
        except fastexcel.FastExcelError:
            book.add("file-damaged", file=file, sheet=name)
            continue
        yield name, _numbered(frame)


def read_parquet(body: bytes, *, file: str, book: IssueBook) -> Iterator[tuple[str, pl.DataFrame]]:
    """The one table of a Parquet file; its names are row 1."""
    try:
        frame = pl.read_parquet(BytesIO(body))
    except (pl.exceptions.PolarsError, OSError):
        book.add("file-damaged", file=file)
        return
    header = pl.DataFrame([frame.columns], orient="row", schema={name: pl.String() for name in frame.columns})
    yield "", _numbered(pl.concat([header, frame.select(_as_text(frame))]))


def _as_text(frame: pl.DataFrame) -> list[pl.Expr]:
    """Every column as text; an instant with a zone keeps it."""
    texts = []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if isinstance(kind, pl.Datetime):
            column = column.dt.convert_time_zone("UTC").dt.to_string("%Y-%m-%dT%H:%M:%S%.fZ") if kind.time_zone else column.dt.to_string("%Y-%m-%d %H:%M:%S%.f")
        texts.append(column.cast(pl.String))
    return texts


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    frame = frame.rename({name: f"c{place}" for place, name in enumerate(frame.columns)})
    return frame.with_columns(row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
