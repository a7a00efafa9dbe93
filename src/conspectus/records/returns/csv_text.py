"""Comma-separated text, in whatever encoding and with whatever separator an export has."""

import codecs
from collections.abc import Iterator

import polars as pl

from conspectus.records.returns.issues import IssueBook

SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 40  # lines, to tell the separator and how many cells a row can have
SPARE = 8  # columns beyond the widest line looked at, so that no cell of a longer row is lost


def read_csv(body: bytes, *, file: str, book: IssueBook) -> Iterator[tuple[str, pl.DataFrame]]:
    """The one sheet of a CSV file: columns c0, c1, ... and `row`."""
    text = _decode(body, file=file, book=book)
    if "\n" not in text:
        text = text.replace("\r", "\n")
    cells = _cells(text, file=file, book=book) if text.strip() else pl.DataFrame()
    filled = [
        place for place, column in enumerate(cells.iter_columns()) if column.null_count() < cells.height
    ]
    if not filled:
        yield "", pl.DataFrame(schema={"row": pl.Int64()})
        return
    kept = cells.columns[: filled[-1] + 1]
    yield "", cells.select(*kept, row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))


def _cells(text: str, *, file: str, book: IssueBook) -> pl.DataFrame:
    """Every cell; where inverted commas do not close they are taken as letters, so that nothing is swallowed."""
    separator, width = _shape(text)
    closed = text.count('"') % 2 == 0
    cells = _parse(text, separator=separator, width=width + SPARE, quote='"') if closed else None
    if cells is not None:
        return cells
    widest = pl.Series(text.split("\n")).str.count_matches(separator, literal=True).max()
    width = int(str(widest or 0)) + 1
    cells = _parse(text, separator=separator, width=width, quote='"') if closed else None
    if cells is not None:
        return cells
    book.add("inverted-commas", file=file)
    cells = _parse(text, separator=separator, width=width, quote=None)
    assert cells is not None
    return cells.with_columns(pl.all().str.strip_chars('" \r'))


def _decode(body: bytes, *, file: str, book: IssueBook) -> str:
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", errors="replace")
    if body[1:200:2].count(0) > len(body[1:200:2]) // 2:
        return body.decode("utf-16-le", errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        book.add("encoding-guessed", file=file)
        return body.decode("cp1252", errors="replace")


def _shape(text: str) -> tuple[str, int]:
    """The separator, and how many cells the widest of the first lines has."""
    lines = text[:200_000].splitlines()[:LOOKED_AT]
    counts = {separator: max(line.count(separator) for line in lines) for separator in SEPARATORS}
    separator = max(SEPARATORS, key=lambda one: counts[one])
    return separator, counts[separator] + 1


def _parse(text: str, *, separator: str, width: int, quote: str | None) -> pl.DataFrame | None:
    """Every cell as text; None where the inverted commas or the number of cells forbid it."""
    try:
        return pl.read_csv(
            text.encode(),
            has_header=False,
            separator=separator,
            quote_char=quote,
            schema={f"c{place}": pl.String() for place in range(width)},
            missing_columns="insert",
            infer_schema=False,
        )
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
        return None
