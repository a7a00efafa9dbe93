"""Text of separated cells, in whatever encoding and with whatever separator an export has."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from conspectus.records.sheets.model import Oddity, Sheet, numbered

SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 40  # lines, to tell the separator and how many cells a row can have
CHUNK = 1 << 20
SHAPED_BY = 200_000  # bytes from the start, which hold those lines
SPARE = 8  # columns beyond the widest line looked at, so that no cell of a longer row is lost


def read_text(path: Path, *, file: str, sha256: str) -> Iterator[Sheet]:
    """The one sheet of a text file."""
    found = _at_once(path) or _with_care(path.read_bytes())
    kept = [name for name in found.cells.columns if found.cells[name].null_count() < found.cells.height]
    last = found.cells.columns.index(kept[-1]) + 1 if kept else 0
    cells = numbered(found.cells[:, :last])
    yield Sheet(
        file, "", sha256, cells, separator=found.separator, oddities=found.oddities, plain=found.plain,
        spaces_alone=found.spaces_alone,
    )  # fmt: skip


class _Cells(NamedTuple):
    """The cells of a text, what separates them, and what is odd about it."""

    cells: pl.DataFrame
    separator: str
    oddities: tuple[Oddity, ...] = ()
    plain: bool = False  # no letter beyond ASCII and no inverted comma stands in it
    spaces_alone: bool = False  # and within its lines nothing blank but spaces, or the tabs that separate


def _at_once(path: Path) -> _Cells | None:
    """Every cell of UTF-8 with nothing odd about it, as most files are; the parser sees the file as it came.

    None where anything is odd, which the careful way sorts out.
    """
    with path.open("rb") as file:
        start = file.read(SHAPED_BY)
    if _wide(start) is not None or b"\n" not in start:
        return None
    separator, width = _shape(start.decode("utf-8", errors="replace"))
    quotes, plain, spaces_alone = _letters(path, separator)
    if quotes % 2:
        return None
    cells = _parse(path, separator=separator, width=width, quote='"')
    return None if cells is None else _Cells(cells, separator, plain=plain, spaces_alone=spaces_alone)


def _letters(path: Path, separator: str) -> tuple[int, bool, bool]:
    """How many inverted commas there are, and whether the text is `plain` and has `spaces_alone`.

    To find that a letter is nowhere is ten times faster than to count it.
    """
    blank = [one for one in (b"\t", b"\v", b"\f") if one.decode() != separator]
    quotes, ascii_, spaces_alone = 0, True, True
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            quotes += chunk.count(b'"') if b'"' in chunk else 0
            ascii_ = ascii_ and chunk.isascii()
            spaces_alone = spaces_alone and not any(one in chunk for one in blank) and _ends_lines(chunk)
    plain = ascii_ and not quotes
    return quotes, plain, plain and spaces_alone


def _ends_lines(chunk: bytes) -> bool:
    """Whether returns stand nowhere but at the ends of lines, where the parser takes them off."""
    return b"\r" not in chunk or chunk.count(b"\r") == chunk.count(b"\r\n")


def _with_care(body: bytes) -> _Cells:
    """Every cell; where inverted commas do not close they are taken as letters, so that nothing is swallowed."""
    text, oddities = _decode(body)
    if not text.strip():
        return _Cells(pl.DataFrame(), SEPARATORS[0], oddities)
    if "\n" not in text:
        text = text.replace("\r", "\n")
    separator, width = _shape(text[:SHAPED_BY])
    body = text.encode()
    widest = int(str(pl.Series(text.split("\n")).str.count_matches(separator, literal=True).max() or 0)) + 1
    if body.count(b'"') % 2 == 0:
        for tried in (width + SPARE, widest):
            cells = _parse(body, separator=separator, width=tried, quote='"')
            if cells is not None:
                return _Cells(cells, separator, oddities)
    row, line = _first_odd(text)
    cells = _parse(body, separator=separator, width=widest, quote=None)
    assert cells is not None
    return _Cells(
        cells.with_columns(pl.all().str.strip_chars('" \r')),
        separator,
        (*oddities, Oddity("inverted-commas", row=row, value=line)),
    )


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


def _decode(body: bytes) -> tuple[str, tuple[Oddity, ...]]:
    wide = _wide(body)
    if wide is not None:
        return body.decode(wide, errors="replace"), ()
    try:
        return body.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace"), (Oddity("encoding-guessed"),)


def _shape(text: str) -> tuple[str, int]:
    """The separator that cuts most of the first lines into equally many cells, and the most cells of a line.

    Inverted commas are heeded, so that a text within a cell does not count.
    """
    lines = text.splitlines()[:LOOKED_AT] or [""]
    widths = {one: [len(cells) for cells in csv.reader(lines, delimiter=one)] for one in SEPARATORS}
    separator = max(SEPARATORS, key=lambda one: _evenness(widths[one]))
    return separator, max(widths[separator], default=1)


def _evenness(widths: list[int]) -> tuple[int, int]:
    """How many lines have the usual number of cells, where that is more than one, and what that number is."""
    counted = Counter(width for width in widths if width > 1)
    return max(((lines, width) for width, lines in counted.items()), default=(0, 0))


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
