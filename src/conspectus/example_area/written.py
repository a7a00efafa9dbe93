"""Words and dates as a sender writes them."""

from datetime import date

from conspectus.example_area.draw import Draw
from conspectus.example_area.settings import Sender
from conspectus.example_area.when import When
from conspectus.terms import Precision

Row = dict[str, str]


def coded(sender: Sender, column: str, word: str, draw: Draw) -> str:
    """A word in the sender's codes; one of several where it has several."""
    codes = sender.codes.get(column, {}).get(word)
    return draw.pick(codes) if codes else str(word)


def day_text(day: date | None, sender: Sender) -> str:
    """A day in the sender's way of writing."""
    if day is None:
        return ""
    if sender.dates == "british":
        return f"{day:%d/%m/%Y}"
    return f"{day.day} {day:%B %Y}" if sender.dates == "worded" else day.isoformat()


def text(when: When, sender: Sender) -> str:
    """A date in the sender's way of writing, with as much as is known of it."""
    if when.precision == Precision.MONTH:
        return f"{when.first:%Y-%m}" if sender.dates == "iso" else f"{when.first:%B %Y}"
    if when.precision == Precision.UNCERTAIN:
        return f"?{when.written.day} {when.written:%B %Y}"
    day = day_text(when.day, sender)
    if when.precision == Precision.DAY or sender.dates == "native":
        return day
    return f"{day}T{when.first:%H:%M}" if sender.dates == "iso" else f"{day} {when.first:%H:%M}"
