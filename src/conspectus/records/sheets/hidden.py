"""Rows and columns of a workbook that nobody sees when it is opened, told from the sheets' own XML (xlsx)."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from conspectus.records.sheets.model import Oddity

CHUNK, LONGEST_TAG = 1 << 20, 4_096
SHOWN = 5  # hidden parts that are named
TAG = re.compile(rb"<(?:\w+:)?(row|col)\s[^>]*?\bhidden=\"(?:1|true)\"[^>]*>")
NAMED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Span(NamedTuple):
    """Hidden rows or columns, as a person counts them."""

    what: str
    first: int
    last: int


def hidden_parts(path: Path) -> dict[str, list[Span]]:
    """The hidden rows and columns of each sheet of an xlsx workbook, by the sheet's name; none for other workbooks."""
    try:
        with zipfile.ZipFile(path) as parts:
            return {name: _spans_of(parts, part) for name, part in _sheets(parts).items()}
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        return {}


def _sheets(parts: zipfile.ZipFile) -> dict[str, str]:
    """The file within the workbook that holds each sheet."""
    related = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): (one.get("Target") or "").removeprefix("/xl/") for one in related}
    book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
    named = [one for one in book.iter() if one.tag.endswith("}sheet")]
    return {one.get("name", ""): f"xl/{targets[one.get(NAMED)]}" for one in named}


def _spans_of(parts: zipfile.ZipFile, part: str) -> list[Span]:
    with parts.open(part) as opened:
        return sorted(set(_spans(iter(lambda: opened.read(CHUNK), b""))))


def told_hidden(spans: list[Span], heads: Mapping[int, str]) -> tuple[Oddity, ...]:
    """What is hidden, in words; `heads` names columns by what stands in their first cell."""
    told = []
    for what, check in (("row", "rows-hidden"), ("col", "columns-hidden")):
        found = [one for one in spans if one.what == what]
        count = sum(one.last - one.first + 1 for one in found)
        if found:
            shown = ", ".join(_shown(one, heads) for one in found[:SHOWN]) + (
                ", ..." if len(found) > SHOWN else ""
            )
            told.append(Oddity(check, value=shown, count=count))
    return tuple(told)


def _spans(chunks: Iterator[bytes]) -> Iterator[Span]:
    """Piece by piece, since a sheet's XML may be far larger than its file; a tag across two pieces is found twice."""
    left = b""
    for chunk in chunks:
        text = left + chunk
        left = text[-LONGEST_TAG:]
        for tag in TAG.finditer(text) if b"hidden=" in text else ():
            keys = ("r", "r") if tag[1] == b"row" else ("min", "max")
            first, last = (_number(tag[0], key) for key in keys)
            yield Span(tag[1].decode(), first, last)


def _number(tag: bytes, key: str) -> int:
    found = re.search(rf'\b{key}="(\d+)"'.encode(), tag)
    return int(found[1]) if found else 0


def _shown(span: Span, heads: Mapping[int, str]) -> str:
    if span.what == "row":
        return str(span.first) if span.first == span.last else f"{span.first} to {span.last}"
    if span.first == span.last:
        head = heads.get(span.first)
        return f"{column_letter(span.first)}: {head}" if head else column_letter(span.first)
    return f"{column_letter(span.first)} to {column_letter(span.last)}"


def column_letter(place: int) -> str:
    """A for 1, B for 2, ... Z, AA, ... as spreadsheets name columns."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
