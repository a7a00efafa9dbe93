"""How pages write numbers and days."""

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(value: date) -> str:
    """A day as people write it: 22 May 2026."""
    # Not strftime: its month names follow the locale of whoever runs the program.
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """The month of a day: May 2026."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def percent(share: float | None) -> str:
    """A share from 0 to 1 as a whole percentage; a dash where there is none."""
    return "–" if share is None else f"{share * 100:.0f}%"


def counted(number: int) -> str:
    """A whole number with commas at thousands."""
    return f"{number:,}"
