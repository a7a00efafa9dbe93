"""Workbooks of Excel and others, and Parquet."""

import re
from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl

from conspectus.records.sheets.hidden import Span, hidden_parts, told_hidden
from conspectus.records.sheets.model import Oddity, Sheet, Unread, numbered

A_DATE = r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)?$"  # as the reader writes a cell that is a date
MIDNIGHT = r"^(\d{4}-\d{2}-\d{2}) 00:00:00(?:\.0+)?$"
TIME_ALONE = r"^1899-12-3[01] (\d{2}:\d{2}:\d{2})(?:\.\d+)?$"  # the zeroth day of spreadsheets, and a clock
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # how Office wraps a workbook with a password
# How a cell of a failed formula looks on the screen, by the word that the reader has for it.
FAILED = {
    "Ref": "#REF!", "NA": "#N/A", "Div0": "#DIV/0!", "Value": "#VALUE!", "Name": "#NAME?", "Null": "#NULL!",
    "Num": "#NUM!", "GettingData": "#GETTING_DATA",
}  # fmt: skip


def read_workbook(path: Path, *, file: str, sha256: str) -> Iterator[Sheet | Unread]:
    """Every sheet of a workbook; hidden ones are marked as such."""
    try:
        workbook = fastexcel.read_excel(path)
        names = workbook.sheet_names
    except fastexcel.FastExcelError as error:
        yield Unread(file, Oddity("file-encrypted" if _locked(path, error) else "file-damaged"))
        return
    hidden = hidden_parts(path)
    read = [_sheet(workbook, name, file=file, sha256=sha256, spans=hidden.get(name, [])) for name in names]
    filled = [one for one in read if isinstance(one, Unread) or one.cells.height]
    # Old workbooks come with two empty sheets: a word is due only where there is nothing at all.
    yield from filled or read


def _locked(path: Path, error: Exception) -> bool:
    said = str(error).lower()
    return ENCRYPTED in path.read_bytes() or "password" in said or "encrypt" in said


def _sheet(
    workbook: fastexcel.ExcelReader, name: str, *, file: str, sha256: str, spans: list[Span]
) -> Sheet | Unread:
    try:
        # skip_rows: by default empty rows above are dropped, and every row number would be wrong.
        loaded = workbook.load_sheet(name, header_row=None, dtypes="string", skip_rows=0)
        hidden = loaded.visible != "visible"
        batch, failed = loaded.to_arrow_with_errors()
    except fastexcel.FastExcelError:
        return Unread(file, Oddity("file-damaged"), sheet=name)
    frame = _with_failed(pl.DataFrame(batch), [] if failed is None else failed.errors)
    dates = _dates(numbered(frame))
    # A date cell is stored as the midnight that begins the day: what people see there is a day.
    frame = frame.with_columns(pl.all().str.replace(MIDNIGHT, "$1").str.replace(TIME_ALONE, "$1"))
    firsts = [frame[column].drop_nulls().head(1).to_list() for column in frame.columns] if spans else []
    heads = {place: first[0] for place, first in enumerate(firsts, 1) if first}
    oddities = told_hidden(spans, heads)
    return Sheet(file, name, sha256, numbered(frame), hidden=hidden, dates=dates, oddities=oddities)


def _dates(cells: pl.DataFrame) -> pl.DataFrame | None:
    """Which cells are dates, for the columns that have any: a spreadsheet understood them when they were typed."""
    are = cells.select("row", pl.exclude("row").str.contains(A_DATE).fill_null(value=False))
    held = [name for name in are.columns if name != "row" and are[name].any()]
    return are.select("row", *held) if held else None


def _with_failed(frame: pl.DataFrame, failed: list["fastexcel.CellError"]) -> pl.DataFrame:
    """The table with what a person sees in cells of failed formulas, which are not blank."""
    by_column: dict[int, dict[int, str]] = {}
    for one in failed:
        row, column = one.position
        word = re.search(r"Error\((\w+)\)", one.detail)
        by_column.setdefault(column, {})[row] = FAILED.get(word[1] if word else "", "#ERROR!")
    columns = frame.columns
    texts = [
        frame[columns[place]].scatter(list(cells), list(cells.values())) for place, cells in by_column.items()
    ]
    return frame.with_columns(texts)


def read_parquet(path: Path, *, file: str, sha256: str) -> Iterator[Sheet | Unread]:
    """The one table of a Parquet file; its names are row 1."""
    try:
        frame = pl.read_parquet(path, glob=False)
        frame = frame.select(_as_text(frame))
    except (pl.exceptions.PolarsError, OSError):
        yield Unread(file, Oddity("file-damaged"))
        return
    header = pl.DataFrame([frame.columns], orient="row", schema={name: pl.String() for name in frame.columns})
    yield Sheet(file, "", sha256, numbered(pl.concat([header, frame])))


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
