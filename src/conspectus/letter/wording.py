"""Small words that every sentence of a letter needs."""

from collections.abc import Sequence

from conspectus.definitions import agencies
from conspectus.judgment import Cell


def sentence(*parts: str) -> str:
    """Sentences one after the other, empty ones left out."""
    return " ".join(part for part in parts if part)


def listed(names: Sequence[str]) -> str:
    """Names as people list them: a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def number(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def by_agency(cells: Sequence[Cell]) -> str:
    """Cells as an agency with its criteria, for example "Police (p1 and p3)"."""
    found: dict[str, list[str]] = {}
    for cell in cells:
        found.setdefault(agencies()[cell.agency].title, []).append(cell.criterion)
    return ", ".join(f"{title} ({listed(criteria)})" for title, criteria in found.items())
