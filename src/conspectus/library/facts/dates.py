"""The days on which an area was inspected, and on which the report was published."""

import re
from collections.abc import Iterator
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = f"({'|'.join(MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?"
NUMBERS = re.compile(r"\b(\d{1,2})([/.])(\d{1,2})\2(20\d\d|\d\d)\b")  # 12/09/2016, the day first
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
DAY = rf"{WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?"
TO = r"\s?(?:to|and|until|through|-)\s?"
RANGE = re.compile(rf"\b{DAY}(?: {MONTH})?(?:,? (\d{{4}}))?{TO}{DAY} {MONTH}(?:,? (\d{{4}}))?", re.IGNORECASE)
SINGLE = re.compile(rf"\b{DAY} {MONTH},? (\d{{4}})", re.IGNORECASE)
INSPECTED = re.compile(
    r"(?<!previous )(?:(?:dates?|day) of (?:the )?(?:inspection|visit|fieldwork)s?"
    r"|(?:inspection|visit|fieldwork) dates?)\s?:?\s?"
    r"|(?:inspection|visit|fieldwork)(?: [^.]{0,60})?"
    r" (?:took place|was (?:carried out|conducted|undertaken)|ran) (?:from|between|on|over)?\s?"
    r"|\b(?:between|from) (?=(?:mon|tues|wednes|thurs|fri)?(?:day )?\d{1,2})"
    r"|(?:visit|inspection) (?:to|of) [^.]{3,80} on (?=\d{1,2} )"
    r"|\bon (?=\d{1,2}(?: and \d{1,2})? [a-z]+ \d{4}[^.]{0,120}(?:visit|inspect))",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"(?:report |first )?(?:(?:was )?published|publication date|date published|date of publication)(?: on)?\s?:?\s?",
    re.IGNORECASE,
)
LONGEST = 120  # days; what is further apart is no inspection
NEAR = 30  # letters between the words and the date that they announce


def inspected(front: str, published: date | None) -> tuple[date | None, date | None]:
    """First and last day of the inspection, as the first pages say; a year left out is the letter's."""
    front = _in_words(front)
    for words in INSPECTED.finditer(front):
        rest = front[words.end() : words.end() + 90]
        span = RANGE.search(rest)
        if span and span.start() <= NEAR and (days := _days(span, published or _end_of_year(rest))):
            return days[0], max(days[1], *_further(rest[span.end() :], days))
        one = SINGLE.search(rest)
        if one and one.start() <= 3 and (day := _day(one[1], one[2], one[3])):
            return day, day
    return None, None


def _in_words(text: str) -> str:
    """Dates in numbers put in words, so that one pattern finds both."""
    return NUMBERS.sub(_worded, text)


def _worded(numbers: re.Match[str]) -> str:
    day, _, month, year = numbers.groups()
    if not 1 <= int(month) <= len(MONTHS):
        return numbers[0]
    return f"{int(day)} {MONTHS[int(month) - 1]} {year if len(year) == 4 else f'20{year}'}"


def _end_of_year(text: str) -> date | None:
    """The last day of the first year that is written: a stretch without one is followed by a stretch with it."""
    found = re.search(r"\b20\d\d\b", text)
    return date(int(found[0]), 12, 31) if found else None


def published_on(first: str, front: str, lines: tuple[str, ...]) -> date | None:
    """The day of publication: announced as such, or the date at a letter's head."""
    front = _in_words(front)
    for words in PUBLISHED.finditer(front):
        found = SINGLE.match(front[words.end() :])
        if found and (day := _day(found[1], found[2], found[3])):
            return day
    is_letter = re.search(r"\bDear [A-Za-z]", first) is not None
    if not is_letter:
        return None
    for line in lines[:12]:
        if found := SINGLE.fullmatch(_in_words(line.strip())):
            return _day(found[1], found[2], found[3])
    return None


def _days(span: re.Match[str], published: date | None) -> tuple[date, date] | None:
    day, month, year, last_day, last_month, last_year = span.groups()
    end_year = int(last_year) if last_year else _year_before(published, last_month, last_day)
    if end_year is None:
        return None
    last = _day(last_day, last_month, end_year)
    first = _day(day, month or last_month, int(year) if year else end_year)
    if first and last and first > last and not year:
        first = _day(day, month or last_month, end_year - 1)
    if first and last and 0 <= (last - first).days <= LONGEST:
        return first, last
    return None


def _further(rest: str, days: tuple[date, date]) -> Iterator[date]:
    """The last day of a further stretch that follows at once, as where an inspection was interrupted."""
    yield days[1]
    if found := re.match(rf"\s?(?:and|,|then)\s?(?:from )?{RANGE.pattern}", rest, re.IGNORECASE):
        last = _day(found[4], found[5], found[6] or days[1].year)
        if last and 0 < (last - days[1]).days <= LONGEST:
            yield last


def _year_before(published: date | None, month: str, day: str) -> int | None:
    """The year of a day that was the last of its name before publication."""
    if published is None:
        return None
    this_year = _day(day, month, published.year)
    return published.year if this_year and this_year <= published else published.year - 1


def _day(day: str, month: str, year: str | int) -> date | None:
    try:
        return date(int(year), _number_of(month), int(day))
    except ValueError:
        return None


def _number_of(month: str) -> int:
    """A month's number, by its name or by the first three letters of it."""
    return 1 + next(place for place, name in enumerate(MONTHS) if name.startswith(month.casefold()[:3]))
