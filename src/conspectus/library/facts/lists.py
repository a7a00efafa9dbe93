"""How many strengths, improvements and priority actions a report lists."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from conspectus.definitions import report_wording
from conspectus.library.reading import Piece
from conspectus.library.words import Place

ASKS = re.compile(r"\b(should|must|need to|needs to)\b")
INDENT = 7  # points by which a list within a list is indented at least
LISTS = ("priority_actions", "strengths", "improvements")


class Counts(NamedTuple):
    """How many items each list has; None where the report has no such list."""

    strengths: int | None = None
    improvements: int | None = None
    priority_actions: int | None = None


def counts_of(pieces: Sequence[Piece]) -> Counts:
    """Count the items of the report's lists, those of another body's part aside."""
    items: dict[str, list[Piece]] = {}
    denied: set[str] = set()
    for piece in _first_part(pieces):
        name = list_of(piece.section)
        if name is None:
            continue
        if _denies(piece.text):
            denied.add(name)
        elif piece.place is not Place.HEADING:
            items.setdefault(name, []).append(piece)
    return Counts(**{name: _count(items.get(name, []), denied=name in denied) for name in LISTS})


def _first_part(pieces: Sequence[Piece]) -> Iterable[Piece]:
    """The pieces before the part about another body, such as the safeguarding board."""
    begun = False
    for piece in pieces:
        heading = piece.place is Place.HEADING
        if heading and begun and _matches("part_ends", piece.text):
            return
        begun = begun or list_of(piece.section) is not None
        yield piece


def list_of(section: Sequence[str]) -> str | None:
    """The list that what stands under these headings belongs to: of the nearest that heads or ends one."""
    for heading in reversed(section):
        for name in LISTS:
            if _matches(name, heading):
                return name
        if _matches("ends", heading):
            return None
    return None


def is_item(section: Sequence[str], text: str) -> bool:
    """Whether a sentence under these headings is of a list: of the first body's part, no introduction, no denial."""
    if any(_matches("part_ends", heading) for heading in section) or list_of(section) is None:
        return False
    return not (_denies(text) or _matches("introduces", text))


def _count(pieces: list[Piece], *, denied: bool) -> int | None:
    """Rows of a table, or numbered items, or paragraphs that ask for something, or bullets of the outer level."""
    items = [
        piece for piece in pieces if piece.place is not Place.BOX and not _matches("introduces", piece.text)
    ]
    numbered = [piece for piece in items if piece.marker.isdigit()]
    bullets = [piece for piece in items if piece.marker == "•"]
    asking = [piece for piece in items if not piece.marker and ASKS.search(piece.text)]
    if any(_matches("table", heading) for piece in items for heading in piece.section):
        return len(_outermost(items))
    if len(numbered) >= 2:
        return len(numbered)
    if bullets and not (len(asking) >= 2 and items[0] is asking[0]):
        return len(_outermost(bullets))
    if asking or numbered:
        return len(asking) or len(numbered)
    return 0 if denied else None


def _outermost(pieces: list[Piece]) -> list[Piece]:
    """Those that begin as far left as any: what is indented under an item is part of it."""
    left = min(piece.left for piece in pieces)
    return [piece for piece in pieces if piece.left < left + INDENT]


def _denies(text: str) -> bool:
    return _matches("none", text.rstrip("."))


def _matches(name: str, text: str) -> bool:
    return _pattern(name).fullmatch(text.replace("’", "'").strip(" :.")) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    patterns = getattr(report_wording().lists, name)
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)
