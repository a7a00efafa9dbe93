"""How pages write numbers and days."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NEARLY_NONE = 0.005


def day(value: date) -> str:
    """A day as people write it: 22 May 2026."""
    # Not strftime: its month names follow the locale of whoever runs the program.
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """The month of a day: May 2026."""
    return f"{MONTHS[value.month - 1]} {value.year}"


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


def counted(number: int) -> str:
    """A whole number with commas at thousands."""
    return f"{number:,}"
