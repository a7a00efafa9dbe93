"""Who owes what to whom by when: the model of a duty file."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, TypeAdapter, model_validator

from conspectus.definitions.base import SHIPPED, Definition, load, load_folder
from conspectus.definitions.vocabulary import episodes
from conspectus.terms import Agency, DutyKind, Standing

Unit = Literal["working_days", "calendar_days", "calendar_months", "hours", "minutes"]
UNITS: tuple[Unit, ...] = ("working_days", "calendar_days", "calendar_months", "hours", "minutes")


class Span(Definition):
    """A length of time: exactly one unit, a whole number of it."""

    working_days: int | None = Field(None, ge=0)
    calendar_days: int | None = Field(None, ge=0)
    calendar_months: int | None = Field(None, ge=0)
    hours: int | None = Field(None, ge=0)
    minutes: int | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _one_unit(self) -> "Span":
        if len(self.model_fields_set) != 1:
            raise ValueError(f"give one of {', '.join(UNITS)}, for example {{ working_days = 15 }}")
        return self

    @property
    def unit(self) -> Unit:
        """The unit given."""
        return next(unit for unit in UNITS if getattr(self, unit) is not None)

    @property
    def length(self) -> int:
        """How many of the unit."""
        length: int = getattr(self, self.unit)
        return length

    @property
    def by_the_clock(self) -> bool:
        """Elapsed time rather than days."""
        return self.unit in ("hours", "minutes")

    def __str__(self) -> str:
        unit = self.unit.replace("_", " ")
        return f"{self.length} {unit.removesuffix('s') if self.length == 1 else unit}"


def _in(*units: Unit) -> AfterValidator:
    """Refuse a span in any other unit: what reads it counts in these alone."""

    def check(span: Span) -> Span:
        if span.unit not in units:
            raise ValueError(f"give it in {' or '.join(units)}, for example {{ {units[0]} = 6 }}")
        return span

    return AfterValidator(check)


CalendarSpan = Annotated[Span, _in("calendar_months", "calendar_days")]
MonthSpan = Annotated[Span, _in("calendar_months")]

WhereField = Literal["outcome", "counterparty", "agency"]


class Selector(Definition):
    """Which events: one word or several, each field of `where` one value or several."""

    event: str | tuple[str, ...]
    where: dict[WhereField, str | tuple[str, ...]] = {}
    at: Literal["started", "ended"] = "started"

    @property
    def words(self) -> tuple[str, ...]:
        """The event words."""
        return (self.event,) if isinstance(self.event, str) else self.event

    @property
    def conditions(self) -> dict[WhereField, tuple[str, ...]]:
        """`where` with every value as a tuple."""
        return {field: (value,) if isinstance(value, str) else value for field, value in self.where.items()}


class Force(Definition):
    """A time for which a duty holds; `to` is its last day."""

    from_: date = Field(alias="from")
    to: date | None = None


class Example(Definition):
    """A worked example: a history and the statuses that must come of it, executed by the tests."""

    title: str
    given: tuple[str, ...]
    then: tuple[str, ...]  # "met", or "attend education met" where a duty has several parts or agencies
    as_of: date | None = None


class DutyBase(Definition):
    """What every duty says of itself."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    version: int = 1
    standing: Standing
    confirmed: bool  # false: nobody has read the source yet, and every page says so
    source: str
    nations: tuple[Literal["england", "wales", "scotland", "northern-ireland"], ...] = ("england",)
    in_force: tuple[Force, ...]
    example: tuple[Example, ...] = ()


class ResponseDuty(DutyBase):
    """After the trigger, the response within a time, unless something lifts it first."""

    kind: Literal[DutyKind.RESPONSE]
    owed_by: Agency | Literal["counterparty", "recorder"]  # whom the trigger names, or whose record it is
    trigger: Selector
    response: Selector
    within: Span
    unless: tuple[Selector, ...] = ()
    match: Literal["shared", "one_to_one"] = "shared"
    once_per: str | None = None

    @model_validator(mode="after")
    def _known_episode(self) -> "ResponseDuty":
        if self.once_per is not None and self.once_per not in episodes():
            raise ValueError(f"once_per is {self.once_per!r}; known episodes: {', '.join(episodes())}")
        return self


class RecurrenceDuty(DutyBase):
    """While a state lasts, the response at least so often; the last of `every` repeats."""

    kind: Literal[DutyKind.RECURRENCE]
    owed_by: Agency
    while_: Selector = Field(alias="while")
    response: Selector
    every: tuple[Span, ...] = Field(min_length=1)
    from_start: bool = False

    @model_validator(mode="after")
    def _days_only(self) -> "RecurrenceDuty":
        if len({span.by_the_clock for span in self.every}) > 1:
            raise ValueError("every: keep to days and months, or to hours and minutes")
        return self


class ParticipationDuty(DutyBase):
    """At a meeting, every agency that knows the child is invited, and those invited attend or report."""

    kind: Literal[DutyKind.PARTICIPATION]
    convened_by: Agency
    meeting: Selector
    invitation: Selector
    taking_part: Selector
    knows_within: CalendarSpan
    pair_within: CalendarSpan  # how long before the meeting an invitation or a report can belong to it


class SharingDuty(DutyBase):
    """What the sender's record says was sent appears in the receiver's as received, in time."""

    kind: Literal[DutyKind.SHARING]
    owed_by: Agency  # who sends
    owed_to: Agency  # who receives, and owes the record of it
    sent: Selector
    received: Selector
    within: Span


Duty = Annotated[ResponseDuty | RecurrenceDuty | ParticipationDuty | SharingDuty, Field(discriminator="kind")]
_duty: TypeAdapter[Duty] = TypeAdapter(Duty)


def load_duty(path: Path) -> Duty:
    """One duty file; a DefinitionError says what to mend."""
    return load(_duty, path)


def load_duties(folder: Path) -> dict[str, Duty]:
    """Every duty file of a folder, by id."""
    return load_folder(_duty, folder)


@cache
def duties() -> dict[str, Duty]:
    """The shipped duties, by id."""
    return load_duties(SHIPPED / "duties")
