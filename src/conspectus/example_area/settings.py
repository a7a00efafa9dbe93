"""The data files of the made-up area: names, places, rates and senders, each with its source."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, TypeAdapter

from conspectus.definitions import Definition, load
from conspectus.errors import DefinitionError
from conspectus.example_area.form import YEAR
from conspectus.terms import Agency, Nation, Scope

DATA = Path(__file__).parent / "data"
LISTS = {"annex-a", "chad"}  # the same lists, as a workbook and as CSV files


class Tradition(Definition):
    """A naming tradition; its share of the area's families is a rate, and common names stand first."""

    id: str
    ethnicity: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]
    women: tuple[str, ...] = ()  # second names that women and girls may bear instead of the family's
    endings: dict[str, str] = {}  # of surnames: a man's and a woman's


class Names(Definition):
    """The content of `names.toml`."""

    source: str
    tradition: tuple[Tradition, ...]
    nicknames: dict[str, tuple[str, ...]]
    spellings: dict[str, tuple[str, ...]]  # of one name, as clerks write it down from hearing


class Places(Definition):
    """The content of `places.toml`."""

    source: str
    area: str
    nation: Nation
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
    lists: dict[str, tuple[str, ...]] = Field({})  # of Annex A, and which of their events are told there
    returns: tuple[str, ...] = ()  # statutory ones, in place of our template
    columns: dict[str, dict[str, str]] = Field({})
    codes: dict[str, dict[str, tuple[str, ...]]] = Field({})


class Senders(Definition):
    """The content of `senders.toml`."""

    source: str
    sender: tuple[Sender, ...]
    told_by: dict[
        str, tuple[str, ...]
    ]  # statutory returns that the council can send, and what each tells of the area


_rates: TypeAdapter[dict[str, dict[str, Rate]]] = TypeAdapter(dict[str, dict[str, Rate]])
Rates = dict[str, float | tuple[float, ...]]  # by `section.name`


@cache
def names() -> Names:
    """The area's names."""
    return load(Names, DATA / "names.toml")


@cache
def places() -> Places:
    """The area's streets and postcodes."""
    return load(Places, DATA / "places.toml")


@cache
def rates() -> Rates:
    """Every rate by `section.name`."""
    return {
        f"{section}.{name}": rate.value
        for section, held in rate_sections().items()
        for name, rate in held.items()
    }


def rate_sections() -> dict[str, dict[str, Rate]]:
    """Every rate with its source, by section and name."""
    return load(_rates, DATA / "rates.toml")


def settled(path: Path | None) -> Rates:
    """The rates, those of a settings file instead of ours; the file is like `rates.toml`, with bare values."""
    return rates() if path is None else rates() | _instead(path)


_instead_of: TypeAdapter[dict[str, dict[str, float | tuple[float, ...]]]] = TypeAdapter(
    dict[str, dict[str, float | tuple[float, ...]]]
)


def _instead(path: Path) -> Rates:
    given = {
        f"{section}.{name}": value
        for section, held in load(_instead_of, path).items()
        for name, value in held.items()
    }
    for name, value in given.items():
        if name not in rates():
            raise DefinitionError(
                f"{name}: no such rate", str(path), "Use the names of the reference's page on rates."
            )
        if _length(value) != _length(rates()[name]):
            raise DefinitionError(
                f"{name}: {_shape(rates()[name])} wanted", str(path), "Give as many numbers as ours has."
            )
        if any(share < 0 for share in (value if isinstance(value, tuple) else (value,))):
            raise DefinitionError(
                f"{name}: below nought", str(path), "Give a share of 1, or a rate from 0 up."
            )
    return given


def _length(value: float | tuple[float, ...]) -> int:
    return len(value) if isinstance(value, tuple) else 0


def _shape(value: float | tuple[float, ...]) -> str:
    return f"a list of {len(value)} numbers" if isinstance(value, tuple) else "one number"


_months: ContextVar[int] = ContextVar("months", default=YEAR)
_returns: ContextVar[tuple[str, ...]] = ContextVar("returns", default=())
_year: ContextVar[tuple[date, date] | None] = ContextVar("year", default=None)


def senders() -> dict[Agency, Sender]:
    """The one sender of each agency, whose return begins so much earlier as the area lives longer than a year."""
    return _senders(_months.get() - YEAR, _returns.get())


@cache
def _senders(earlier: int, returns: tuple[str, ...]) -> dict[Agency, Sender]:
    shipped = {
        sender.agency: sender.model_copy(update={"from_": _months_before(sender.from_, earlier)})
        for sender in _shipped().sender
    }
    if returns:
        shipped[Agency.COUNCIL] = _sending(shipped[Agency.COUNCIL], returns)
    return shipped


def _sending(council: Sender, returns: tuple[str, ...]) -> Sender:
    """The council that sends these statutory returns alone: it answers for what they tell, and for nothing else."""
    told = dict.fromkeys(word for one in returns for word in told_by()[one])
    lists = council.lists if LISTS & set(returns) else {}
    return council.model_copy(update={"covers": tuple(told), "lists": lists, "returns": returns})


def told_by() -> dict[str, tuple[str, ...]]:
    """The statutory returns that the council can send instead of ours, and the event words that each tells."""
    return _shipped().told_by


@cache
def _shipped() -> Senders:
    return load(Senders, DATA / "senders.toml")


def _months_before(day: date, months: int) -> date:
    """The same day of the month so many months before."""
    number = day.year * 12 + day.month - 1 - months
    return day.replace(year=number // 12, month=number % 12 + 1)


def period() -> tuple[date, date]:
    """First and last day of the year that is being lived: the last one of the council's return."""
    council = senders()[Agency.COUNCIL]
    return _year.get() or (_months_before(council.to + timedelta(days=1), YEAR), council.to)


@contextmanager
def lasting(months: int) -> Iterator[None]:
    """Within it the area lives through so many months."""
    token = _months.set(months)
    try:
        yield
    finally:
        _months.reset(token)


@contextmanager
def sending(returns: tuple[str, ...]) -> Iterator[None]:
    """Within it the council sends these statutory returns."""
    token = _returns.set(returns)
    try:
        yield
    finally:
        _returns.reset(token)


def is_last_year() -> bool:
    """Whether the year that is being lived is the last one."""
    return _year.get() is None


def earlier_years() -> Iterator[None]:
    """Each year before the last in turn, oldest first: while it is held, `period` is that year."""
    for before in range(_months.get() - YEAR, 0, -YEAR):
        first, last = period()
        token = _year.set(
            (_months_before(first, before), _months_before(last + timedelta(1), before) - timedelta(1))
        )
        try:
            yield
        finally:
            _year.reset(token)
