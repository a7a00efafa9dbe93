"""What stands on a page beside its text: running heads, page numbers, footers, footnotes."""

import re
from collections import Counter
from collections.abc import Sequence

from conspectus.library.reading.lines import Line

EDGE = 0.11  # so much of a page's height at its head and at its foot may hold a running line
FOOT = 0.35  # footnotes stand within so much of the foot
SMALL = 0.89  # a footnote's letters are at most so large beside the text's
PAGE_NUMBER = re.compile(r"(page )?\d{1,3}( (of|/) \d{1,3})?", re.IGNORECASE)


def without_furniture(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages' lines without those that run along every page."""
    repeated = _repeated(pages)
    return [[line for line in page if not _runs(line, repeated)] for page in pages]


def apart_from_footnotes(page: Sequence[Line], body: float) -> tuple[list[Line], list[Line]]:
    """A page's lines of text, and those of its footnotes."""
    text: list[Line] = []
    notes: list[Line] = []
    for line in page:
        is_note = line.last_size <= SMALL * body and line.bottom < FOOT * line.height
        (notes if is_note and line.size <= SMALL * body else text).append(line)
    return text, notes


def body_size(pages: Sequence[list[Line]]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _repeated(pages: Sequence[list[Line]]) -> set[str]:
    """What is written at the edge of several pages, numbers aside."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_pattern(line.text) for line in page if _at_edge(line)})
    enough = max(3, len(pages) // 4)
    return {words for words, pages_with in seen.items() if pages_with >= enough}


def _runs(line: Line, repeated: set[str]) -> bool:
    if not _at_edge(line):
        return False
    return PAGE_NUMBER.fullmatch(line.text) is not None or _pattern(line.text) in repeated


def _at_edge(line: Line) -> bool:
    return line.bottom < EDGE * line.height or line.bottom > (1 - EDGE) * line.height


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold()).strip()
