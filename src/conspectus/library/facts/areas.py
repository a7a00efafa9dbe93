"""Whose area a report is about: the authority that its title names, under its official name and code."""

import re
from collections import Counter
from datetime import date
from functools import cache

from conspectus.definitions import PublishedArea, published_areas

BEFORE, AFTER = 160, 260  # letters about the words of the kind that are taken for the title
TITLE_WEIGHT = 40  # how many mentions in the text one in the title outweighs


def resolve_area(name: str, day: date | None = None) -> PublishedArea | None:
    """The authority of a name as it was on a day, whatever form of the name is used."""
    found = _names().fullmatch(_plain(name))
    return _of(found[1], day) if found else None


def area_of(first: str, whole: str, kind_at: int, day: date | None) -> PublishedArea | None:
    """The authority that a report is about: named in its title, and most often in its text.

    `kind_at` is where on the first page the words of the report's kind begin.
    """
    title = first[max(kind_at - BEFORE, 0) : kind_at + AFTER]
    weights: Counter[str] = Counter()
    for name in _mentions(title):
        weights[name] += TITLE_WEIGHT
    for name in _mentions(whole):
        weights[name] += 1
    areas = [(weight, area) for name, weight in weights.items() if (area := _of(name, day))]
    summed: Counter[str] = Counter()
    for weight, area in areas:
        summed[area.code] += weight
    if not summed:
        return None
    return next(area for _, area in areas if area.code == summed.most_common(1)[0][0])


def _mentions(text: str) -> list[str]:
    return [found[1] for found in _names().finditer(_plain(text))]


def _of(name: str, day: date | None) -> PublishedArea | None:
    """The authority of a name that existed on a day; failing that, one that did at another time."""
    areas = _by_name()[name]
    return next((area for area in areas if area.exists(day)), areas[0])


def _plain(text: str) -> str:
    return text.replace("&", "and").replace("’", "'").replace(" Upon ", " upon ")


@cache
def _by_name() -> dict[str, list[PublishedArea]]:
    found: dict[str, list[PublishedArea]] = {}
    for area in published_areas():
        for name in dict.fromkeys((area.name, *area.names)):
            found.setdefault(_plain(name), []).append(area)
    return found


@cache
def _names() -> re.Pattern[str]:
    """Every name, the longest first, so that "Somerset" is not found in "North Somerset"."""
    names = sorted(_by_name(), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, names))})(?![\w-])")
