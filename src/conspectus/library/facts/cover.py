"""What the patterns of facts are tried on: a report's first pages and whole text, each as one line."""

import re
from typing import NamedTuple

from conspectus.library.reading import Piece, Reading
from conspectus.library.reading.mending import joined

FIRST_PAGES = 2


class Cover(NamedTuple):
    """A report's text, its lines joined with single spaces."""

    first: str  # the first page
    front: str  # the first two
    whole: str
    lines: tuple[str, ...]  # of the first page, as they stand
    pieces: tuple[Piece, ...]


def cover_of(reading: Reading) -> Cover:
    """The text that a report's facts are read from."""
    pages = [flat(page) for page in reading.pages]
    return Cover(
        first=pages[0] if pages else "",
        front=" ".join(pages[:FIRST_PAGES]),
        whole=" ".join(pages),
        lines=tuple(reading.pages[0].splitlines()) if reading.pages else (),
        pieces=reading.pieces,
    )


def flat(page: str) -> str:
    """A page's lines as one, with plain quotes and dashes, so that one pattern finds every year's."""
    text = joined(page.splitlines() or [""], frozenset())
    text = text.replace("’", "'").replace("‘", "'").replace("–", "-").replace("—", "-")
    return re.sub(r"\s+", " ", text)
