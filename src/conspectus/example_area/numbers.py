"""NHS numbers and pupil numbers of the right form that are nobody's, and whole years."""

from collections.abc import Iterator
from datetime import date

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
TRIED = (
    2300  # of the range, by each district: enough for 2,000 children, since one in eleven has no check digit
)


def plus_years(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def nhs_numbers(district: int = 0) -> Iterator[str]:
    """Numbers of the range kept for tests (999 ...), with a valid check digit, each once, in no order.

    The range holds about 900,000: children of districts past the 434th have none, as if nobody had traced them.
    """
    first = district * TRIED
    for turn in range(first, min(first + TRIED, 1_000_000)):
        digits = f"999{(turn * 7919 + 271_828) % 1_000_000:06d}"
        if (check := nhs_check_digit(digits)) != 10:
            yield digits + str(check)


def nhs_check_digit(digits: str) -> int:
    """Modulus 11 over nine digits; 10 means that no number begins so."""
    return -sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11


def upn(number: int, *, entry: int) -> str:
    """A unique pupil number of the right form, of an authority (999) that does not exist."""
    digits = f"999{number // 1000 % 10_000:04d}{entry % 100:02d}{number % 1000:03d}"
    check = sum(int(digit) * (place + 2) for place, digit in enumerate(digits)) % 23
    return CHECK_LETTERS[check] + digits
