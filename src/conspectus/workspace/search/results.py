"""What a search found: lines under a heading, each leading to its place, with the words marked."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from conspectus.library.search import Piece

AROUND = 90  # letters of a text that are shown on each side of the first word that was found
MOST = 8  # lines of one group; its own page shows all of them


class Line(NamedTuple):
    """Something that was found."""

    url: str
    title: str
    says: Sequence[Piece] = ()
    beside: str = ""  # whose it is, and of what kind


class Results(NamedTuple):
    """What was found of one kind; `every` is the page on which all of it stands."""

    title: str
    many: int
    lines: Sequence[Line]
    every: str = ""


def group(title: str, lines: Sequence[Line], *, every: str = "", many: int | None = None) -> Results:
    """The first of them."""
    return Results(title, len(lines) if many is None else many, lines[:MOST], every)


def words_of(text: str) -> list[str]:
    """What is looked for: every word must be there."""
    return text.lower().split()


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds all of them."""
    low = text.lower()
    return all(word in low for word in words)


def marked(text: str, words: Sequence[str]) -> list[Piece]:
    """The part of a text around the first word that it holds, with every one of them marked."""
    text = " ".join(text.split())
    sought = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    first = sought.search(text)
    begins = max(0, first.start() - AROUND) if first else 0
    ends = begins + 2 * AROUND + (len(first.group()) if first else 0)
    shown = ("…" if begins else "") + text[begins:ends] + ("…" if ends < len(text) else "")
    return list(_pieces(shown, sought))


def _pieces(text: str, sought: re.Pattern[str]) -> Iterable[Piece]:
    at = 0
    for one in sought.finditer(text):
        if one.start() > at:
            yield Piece(text[at : one.start()], found=False)
        yield Piece(one.group(), found=True)
        at = one.end()
    if at < len(text):
        yield Piece(text[at:], found=False)
