"""Comma-separated text, in whatever encoding and with whatever separator an export has."""

import codecs
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from conspectus.records.returns.issues import IssueBook

SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 40  # lines, to tell the separator and how many cells a row can have
CHUNK = 1 << 20
SHAPED_BY = 200_000  # bytes from the start, which hold those lines
SPARE = 8  # columns beyond the widest line looked at, so that no cell of a longer row is lost


def read_csv(path: Path, *, file: str, book: IssueBook) -> Iterator[tuple[str, pl.DataFrame]]:
    """The one sheet of a CSV file: columns c0, c1, ... and `row`."""
    cells = _at_once(path)
    if cells is None:
        cells = _with_care(_decode(path.read_bytes(), file=file, book=book), file=file, book=book)
    filled = [
        place for place, column in enumerate(cells.iter_columns()) if column.null_count() < cells.height
    ]
    if not filled:
        yield "", pl.DataFrame(schema={"row": pl.Int64()})
        return
    kept = cells.columns[: filled[-1] + 1]
    yield "", cells.select(*kept, row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))


def _at_once(path: Path) -> pl.DataFrame | None:
    """Every cell of UTF-8 with nothing odd about it, as most files are; the parser sees the file as it came.

    None where anything is odd, which the careful way sorts out.
    """
    with path.open("rb") as file:
        start = file.read(SHAPED_BY)
    if _wide(start) is not None or b"\n" not in start or _quotes(path) % 2:
        return None
    separator, width = _shape(start.decode("utf-8", errors="replace"))
    return _parse(path, separator=separator, width=width, quote='"')


def _quotes(path: Path) -> int:
    """How many inverted commas there are; most files have none, and finding none is ten times faster."""
    with path.open("rb") as file:
        chunks = iter(lambda: file.read(CHUNK), b"")
        return sum(chunk.count(b'"') for chunk in chunks if b'"' in chunk)


def _with_care(text: str, *, file: str, book: IssueBook) -> pl.DataFrame:
    """Every cell; where inverted commas do not close they are taken as letters, so that nothing is swallowed."""
    if not text.strip():
        return pl.DataFrame()
    if "\n" not in text:
        text = text.replace("\r", "\n")
    separator, width = _shape(text[:SHAPED_BY])
    body = text.encode()
    closed = body.count(b'"') % 2 == 0
    cells = _parse(body, separator=separator, width=width + SPARE, quote='"') if closed else None
    if cells is not None:
        return cells
    widest = pl.Series(text.split("\n")).str.count_matches(separator, literal=True).max()
    width = int(str(widest or 0)) + 1
    cells = _parse(body, separator=separator, width=width, quote='"') if closed else None
    if cells is not None:
        return cells
    row, line = _first_odd(text)
    book.add("inverted-commas", file=file, row=row, value=line)
    cells = _parse(body, separator=separator, width=width, quote=None)
    assert cells is not None
    return cells.with_columns(pl.all().str.strip_chars('" \r'))


def _first_odd(text: str) -> tuple[int | None, str]:
    """The first line whose inverted commas do not pair, as a person counts, and what it says."""
    lines = enumerate(text.split("\n"), 1)
    return next(((row, line.strip()) for row, line in lines if line.count('"') % 2), (None, ""))


def _wide(body: bytes) -> str | None:
    """The encoding of two bytes a letter, told by its mark or by every other byte being nought."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    halves = {"utf-16-le": body[1:200:2], "utf-16-be": body[0:200:2]}
    return next((name for name, half in halves.items() if half.count(0) > len(half) // 2), None)


def _decode(body: bytes, *, file: str, book: IssueBook) -> str:
    wide = _wide(body)
    if wide is not None:
        return body.decode(wide, errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        book.add("encoding-guessed", file=file)
        return body.decode("cp1252", errors="replace")


def _shape(text: str) -> tuple[str, int]:
    """The separator, and how many cells the widest of the first lines has."""
    lines = text.splitlines()[:LOOKED_AT] or [""]
    counts = {separator: max(line.count(separator) for line in lines) for separator in SEPARATORS}
    separator = max(SEPARATORS, key=lambda one: counts[one])
    return separator, counts[separator] + 1


def _parse(source: Path | bytes, *, separator: str, width: int, quote: str | None) -> pl.DataFrame | None:
    """Every cell as text; None where the inverted commas or the number of cells forbid it."""
    try:
        return pl.read_csv(
            source,
            has_header=False,
            separator=separator,
            quote_char=quote,
            schema={f"c{place}": pl.String() for place in range(width)},
            missing_columns="insert",
            infer_schema=False,
            glob=False,
        )
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
        return None
