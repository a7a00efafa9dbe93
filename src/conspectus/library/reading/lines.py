"""A page of a PDF as lines, each with its place, size and weight."""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

BOLD = 600  # weights from here on are shown as bold


class Line(NamedTuple):
    """One line of text as it stands on its page; lengths in points, heights from the page's foot."""

    page: int  # from 1
    text: str
    left: float
    right: float
    bottom: float
    foot: float  # where it ends: lower where a broken word carries it on to the next line
    size: float  # the height of its first letter's font, as drawn
    last_size: float  # and of its last letter's: a footnote's mark is smaller
    bold: bool
    height: float = 842.0  # of the page


class Character(NamedTuple):
    """Where one character stands and how it looks."""

    left: float
    right: float
    bottom: float
    size: float
    bold: bool


def page_lines(document: pdfium.PdfDocument, number: int) -> list[Line]:
    """The lines of the page `number` (from 0) in the order in which the page draws them."""
    page = document[number]
    height = page.get_height()
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range() if text_page.count_chars() else ""
        return [
            _line(text_page.raw, number + 1, words, first, last, height)
            for words, first, last in _split(text)
        ]
    finally:
        text_page.close()
        page.close()


def _split(text: str) -> Iterator[tuple[str, int, int]]:
    """Lines that are not blank, with the places of their first and last letter in the text."""
    place = 0
    for whole in text.split("\n"):
        words = whole.strip(" \r\t\xa0\u200b\ufeff")
        if words:
            first = place + whole.index(words)
            yield words, first, first + len(words) - 1
        place += len(whole) + 1


def _line(handle: object, page: int, text: str, first: int, last: int, height: float) -> Line:
    begins, ends = _character(handle, first), _character(handle, last)
    letter = _character(handle, first + 2) if len(text) > 2 and not text[0].isalnum() else begins
    return Line(
        page, text, begins.left, ends.right, begins.bottom, ends.bottom, letter.size, ends.size,
        letter.bold and ends.bold, height,
    )  # fmt: skip


def _character(handle: object, place: int) -> Character:
    index = max(raw.FPDFText_GetCharIndexFromTextIndex(handle, place), 0)
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box))
    bold = raw.FPDFText_GetFontWeight(handle, index) >= BOLD
    return Character(box.left, box.right, box.bottom, box.top - box.bottom, bold)
