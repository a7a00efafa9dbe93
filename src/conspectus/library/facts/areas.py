"""Whose area a report is about: the authority that its title names, under its official name and code."""

import re
from collections import Counter
from datetime import date
from functools import cache

from conspectus.definitions import PublishedArea, published_areas

BEFORE, AFTER = 160, 260  # letters about the words of the kind that are taken for the title
POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
STREET = r"(?:Street|Road|Gate|House|Square|Avenue|Lane)"  # the last word before a town
TITLE_WEIGHT = 40  # how many mentions in the text one in the title outweighs


def resolve_area(name: str, day: date | None = None) -> PublishedArea | None:
    """The authority of a name as it was on a day, whatever form of the name is used."""
    found = _names().fullmatch(_plain(name))
    return _of(found[1], day) if found else None


def codes_of(code: str) -> tuple[str, ...]:
    """Every code of the authority that has or had this one, the present one last; an unknown one alone."""
    return _by_code().get(code, (code,))


@cache
def _by_code() -> dict[str, tuple[str, ...]]:
    return {code: area.codes for area in published_areas() for code in area.codes}


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
    """Every authority's name but where it is an address's, as an imprint's, or a part of a force's or trust's."""
    plain = _plain(text)
    found = _names().finditer(plain)
    return [
        one[1]
        for one in found
        if not (
            _after().match(plain, one.end())
            or _before().search(plain[max(one.start() - 40, 0) : one.start()])
        )
    ]


@cache
def _after() -> re.Pattern[str]:
    """What follows a name that is none of an authority: a postcode, or what makes it another body's name."""
    names = _names().pattern
    bodies = (
        r"(?:Police|Constabulary|(?:[A-Z][\w']+ ){0,5}NHS|Probation|University|(?:Community )?Healthcare)"
    )
    return re.compile(rf"(?:,? (?:and|&) (?:the )?{names})?,? {bodies}\b|,? (?:[^.]{{0,40}} )?{POSTCODE}")


@cache
def _before() -> re.Pattern[str]:
    """What stands before the name of a town in an address."""
    return re.compile(rf"\b{STREET},? $")


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
