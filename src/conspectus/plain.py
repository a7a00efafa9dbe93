"""How days, numbers and lists are written, in each language that something is said in; knows nothing of the field.

The one place for names of months, for plurals and for joining: a test holds every other module to it. What a
language writes (months, "and", which form goes with a count) comes from the Unicode tables that Babel carries.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

ENGLISH = "en"
LOCALES = {"en": "en_GB", "cy": "cy"}
NEARLY_NONE = 0.005
VOWELS = "aeiouwyâêîôûŵŷ"


@cache
def _locale(language: str) -> "Locale":
    from babel import Locale  # a tenth of a second, which only those pay who write a day or a list

    return Locale.parse(LOCALES[language])


@cache
def _months(language: str, width: str = "wide") -> tuple[str, ...]:
    names = _locale(language).months["format"][width]
    return tuple(str(names[place]) for place in range(1, 13))


def day(value: date, language: str = ENGLISH) -> str:
    """A day as people write it: 22 May 2026."""
    # Not strftime: its month names follow the locale of whoever runs the program.
    return f"{value.day} {_months(language)[value.month - 1]} {value.year}"


def month(value: date, language: str = ENGLISH) -> str:
    """The month of a day: May 2026."""
    return f"{_months(language)[value.month - 1]} {value.year}"


def short_month(value: date, language: str = ENGLISH) -> str:
    """The month of a day in three letters, for the axis of a drawing."""
    return _months(language, "abbreviated")[value.month - 1][:3]


def clock(value: datetime | time, seconds: bool = False) -> str:
    """The time of day: 14:05, or to the second 14:05:09."""
    return f"{value:%H:%M:%S}" if seconds else f"{value:%H:%M}"


def moment(value: datetime, language: str = ENGLISH, seconds: bool = False) -> str:
    """A day with its time: 22 May 2026, 14:05."""
    return f"{day(value, language)}, {clock(value, seconds)}"


def percent(share: float | None) -> str:
    """A share from 0 to 1 as a whole percentage, halves upwards; a dash where there is none.

    The one place that rounds shares: neither nothing nor everything is said of what is merely near it.
    """
    if share is None:
        return "–"
    if 0 < share < NEARLY_NONE:
        return "under 1%"
    if 1 - NEARLY_NONE <= share < 1:
        return "over 99%"
    # Through its shortest spelling: 0.285 is 28.499… to a computer, and 28.5 to whoever reads it.
    return f"{(Decimal(str(share)) * 100).quantize(Decimal(1), ROUND_HALF_UP)}%"


def chance(share: float | None) -> str:
    """The chance with which a child was drawn: never nothing, since it was."""
    return "under 1%" if share == 0 else percent(share)


def probability(value: float) -> str:
    """How likely it is that records are one person's, wherever people read it."""
    return percent(value)


def counted(number: int) -> str:
    """A whole number with commas at thousands."""
    return f"{number:,}"


def number(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun in English: 1 row, 2,000 rows, 2 children."""
    return f"{count:,} {forms(count, noun, plural)}"


def forms(count: int, one: str, several: str = "") -> str:
    """The English form that goes with a count: is or are, row or rows."""
    return one if count == 1 else several or f"{one}s"


def form(count: int, of: Mapping[str, str], language: str = ENGLISH) -> str:
    """The form that goes with a count, of those that a language has: `one`, `other`, in Welsh `two`, `few`, `many`."""
    return of.get(str(_locale(language).plural_form(count)), of["other"])


def listed(names: Sequence[str], language: str = ENGLISH) -> str:
    """Names as people list them: a, b and c."""
    *first, last = names or ("",)
    if not first:
        return last
    pattern = _joined(language, "2" if len(first) == 1 else "end")
    return pattern.replace("a(c)", _welsh_and(last)).format(", ".join(first), last)


@cache
def _joined(language: str, place: str) -> str:
    return str(_locale(language).list_patterns["standard"][place])


def _welsh_and(before: str) -> str:
    return "ac" if before[:1].lower() in VOWELS else "a"


def unit(name: str) -> str:
    """A unit of time in English words."""
    return words(name)


def spell(length: float, unit_name: str) -> str:
    """A length of time in English: 1 working day, 3.5 hours."""
    shown = f"{length:,.1f}".removesuffix(".0")
    return f"{shown} {unit(unit_name).removesuffix('s') if shown == '1' else unit(unit_name)}"


def words(code: str) -> str:
    """A code of which nothing better is known, with its words apart: `duty_figure` is duty figure."""
    return code.replace("_", " ").replace("-", " ")


def capital(text: str) -> str:
    """With a capital first, and the rest as it is."""
    return text[:1].upper() + text[1:]


def sentences(*parts: str) -> str:
    """Sentences one after the other, empty ones left out."""
    return " ".join(part for part in parts if part)
