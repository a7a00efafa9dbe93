"""One PDF file to a reading; a file that cannot be read has a named problem, and the others go on."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium

from conspectus.library.model import Passage
from conspectus.library.reading.blocks import blocks_of
from conspectus.library.reading.furniture import apart_from_footnotes, body_size, without_furniture
from conspectus.library.reading.lines import Line, page_lines
from conspectus.library.reading.mending import tidy, without_marks, words_of
from conspectus.library.reading.sections import Piece, gives_grade, matches, pieces
from conspectus.library.reading.sentences import sentences
from conspectus.library.words import Place

ENOUGH = 200  # a report of fewer letters in all was scanned as pictures, or is none


class Reading(NamedTuple):
    """What was read from one PDF."""

    passages: tuple[Passage, ...] = ()
    pieces: tuple[Piece, ...] = ()  # the same, whole paragraphs with their markers
    pages: tuple[str, ...] = ()  # each page's text as it stands, furniture included
    problems: tuple[str, ...] = ()


def read_pdf(path: Path) -> Reading:
    """Read one published report."""
    try:
        document = pdfium.PdfDocument(path.read_bytes())
    except (pdfium.PdfiumError, OSError) as error:
        return Reading(problems=(_refusal(path, error),))
    try:
        pages = [page_lines(document, number) for number in range(len(document))]
    except pdfium.PdfiumError as error:
        return Reading(problems=(_refusal(path, error),))
    finally:
        document.close()
    return _read(pages)


def is_web_page(path: Path) -> bool:
    """Whether a file is a page of the web that was saved under a PDF's name."""
    with path.open("rb") as file:
        return (
            re.match(
                rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|head|!--)", file.read(512), re.IGNORECASE
            )
            is not None
        )


def _read(pages: list[list[Line]]) -> Reading:
    pages = [[_tidied(line) for line in _rejoined(page)] for page in pages]
    texts = tuple("\n".join(line.text for line in page) for page in pages)
    if sum(map(len, texts)) < ENOUGH:
        return Reading(pages=texts, problems=(_no_text(len(pages)),))
    whole = without_furniture(pages)
    body = body_size(whole)
    parted = [apart_from_footnotes(page, body) for page in whole]
    known = words_of([line.text for page in whole for line in page])
    found = [
        *pieces(blocks_of([line for text, _ in parted for line in text], body), known, body),
        *_notes([line for _, notes in parted for line in notes], body, known),
    ]
    return Reading(tuple(_passages(found)), tuple(found), texts)


def _notes(lines: list[Line], body: float, known: frozenset[str]) -> Iterator[Piece]:
    """Footnotes, after everything else."""
    for piece in pieces(blocks_of(lines, body), known, body):
        yield piece._replace(section=(), place=Place.SENTENCE)


def _passages(found: list[Piece]) -> Iterator[Passage]:
    for paragraph, piece in enumerate(found, 1):
        section = " > ".join(piece.section)
        if piece.place is Place.HEADING:
            yield Passage(piece.page, section, paragraph, Place.HEADING, piece.text)
            if gives_grade(piece.text):
                yield Passage(piece.page, section, paragraph, Place.SENTENCE, piece.text)
            continue
        for part in sentences(piece.text):
            if matches("no_sentence", part):
                continue
            yield Passage(piece.page, section, paragraph, piece.place, part)


def _rejoined(page: list[Line]) -> list[Line]:
    """Lines that a footnote's mark had broken in two, whole again."""
    whole: list[Line] = []
    for line in page:
        before = whole[-1] if whole else None
        if (
            before
            and abs(before.foot - line.bottom) < 0.45 * line.last_size
            and -3 < line.left - before.right < 9
        ):
            text = f"{_without_last(before)} {_tidied(line).text}"
            whole[-1] = before._replace(text=text, right=line.right, foot=line.foot, last_size=line.last_size)
        else:
            whole.append(line)
    return whole


def _without_last(line: Line) -> str:
    return without_marks(line.text, small_first=False, small_last=line.last_size < 0.75 * line.size)


def _tidied(line: Line) -> Line:
    text = without_marks(
        tidy(line.text),
        small_first=line.size < 0.75 * line.last_size,
        small_last=line.last_size < 0.75 * line.size,
    )
    return line._replace(text=text, size=max(line.size, line.last_size))


def _refusal(path: Path, error: Exception) -> str:
    if path.is_file() and is_web_page(path):
        return (
            "it is a page of the web and no PDF, so it was not added → Download it again: the report itself."
        )
    words = str(error).casefold()
    if "password" in words or "security" in words:
        return "it is encrypted, so its text cannot be read → Save a copy without a password, and add that."
    if path.is_file() and path.stat().st_size == 0:
        return "it is empty → Download it again."
    return f"it is damaged or no PDF ({error}) → Download it again."


def _no_text(pages: int) -> str:
    return (
        f"it has {pages} pages and no text, as a scan has"
        " → Recognise its text (OCR) with another program first, and add that."
    )
