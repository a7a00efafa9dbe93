"""The data files of the made-up area: names, places, rates and senders, each with its source."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, TypeAdapter

from conspectus.definitions import Definition, load
from conspectus.terms import Agency, Scope

DATA = Path(__file__).parent / "data"


class Tradition(Definition):
    """A naming tradition and its share of the area's families."""

    id: str
    share: float
    ethnicity: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]


class Names(Definition):
    """`names.toml`."""

    source: str
    tradition: tuple[Tradition, ...]
    nicknames: dict[str, tuple[str, ...]]


class Places(Definition):
    """`places.toml`."""

    source: str
    area: str
    postcode_area: str
    homes_per_postcode: int
    streets: tuple[str, ...]
    kinds: tuple[str, ...]


class Rate(Definition):
    """One rate, or the shares of several fates, and where it comes from."""

    value: float | tuple[float, ...]
    source: str


class Sender(Definition):
    """Who sends a return, what it covers, and the shape in which it sends it."""

    sender: str
    agency: Agency
    from_: date = Field(alias="from")
    to: date
    extracted: datetime
    scope: Scope
    format: Literal["csv", "xlsx", "parquet"]
    dates: Literal["iso", "british", "worded", "native"]
    person_prefix: str
    event_prefix: str
    covers: tuple[str, ...]
    columns: dict[str, dict[str, str]] = Field({})
    codes: dict[str, dict[str, tuple[str, ...]]] = Field({})


class Senders(Definition):
    """`senders.toml`."""

    source: str
    sender: tuple[Sender, ...]


_rates: TypeAdapter[dict[str, dict[str, Rate]]] = TypeAdapter(dict[str, dict[str, Rate]])


@cache
def names() -> Names:
    """The area's names."""
    return load(Names, DATA / "names.toml")


@cache
def places() -> Places:
    """The area's streets and postcodes."""
    return load(Places, DATA / "places.toml")


@cache
def rates() -> dict[str, float | tuple[float, ...]]:
    """Every rate by `section.name`."""
    sections = load(_rates, DATA / "rates.toml")
    return {
        f"{section}.{name}": rate.value for section, held in sections.items() for name, rate in held.items()
    }


@cache
def senders() -> dict[Agency, Sender]:
    """The one sender of each agency."""
    return {sender.agency: sender for sender in load(Senders, DATA / "senders.toml").sender}


def period() -> tuple[date, date]:
    """First and last day of the council's return: the year that the area lives through."""
    council = senders()[Agency.COUNCIL]
    return council.from_, council.to
