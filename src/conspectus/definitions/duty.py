"""Who owes what to whom by when: the model of a duty file."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, TypeAdapter, field_validator, model_validator

from conspectus.definitions.base import SHIPPED, Definition, load, load_folder
from conspectus.definitions.vocabulary import episodes
from conspectus.plain import spell
from conspectus.terms import Agency, DutyKind, Nation, Standing, Status

Unit = Literal["working_days", "school_days", "calendar_days", "calendar_months", "hours", "minutes"]
UNITS: tuple[Unit, ...] = (
    "working_days", "school_days", "calendar_days", "calendar_months", "hours", "minutes",
)  # fmt: skip


class Span(Definition):
    """A length of time: exactly one unit, a whole number of it."""

    working_days: int | None = Field(None, ge=0)
    school_days: int | None = Field(None, ge=0)  # of the terms that were sent; nobody knows them otherwise
    calendar_days: int | None = Field(None, ge=0)
    calendar_months: int | None = Field(None, ge=0)
    hours: int | None = Field(None, ge=0)
    minutes: int | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _one_unit(self) -> "Span":
        if len(self.model_fields_set & set(UNITS)) != 1:
            raise ValueError(f"give one of {', '.join(UNITS)}, for example {{ working_days = 15 }}")
        return self

    @cached_property
    def unit(self) -> Unit:
        """The unit given."""
        return next(unit for unit in UNITS if getattr(self, unit) is not None)

    @cached_property
    def length(self) -> int:
        """How many of the unit."""
        length: int = getattr(self, self.unit)
        return length

    @property
    def by_the_clock(self) -> bool:
        """Elapsed time rather than days."""
        return self.unit in ("hours", "minutes")

    def __str__(self) -> str:
        return spell(self.length, self.unit)


def _in(*units: Unit) -> AfterValidator:
    """Refuse a span in any other unit: what reads it counts in these alone."""

    def check(span: Span) -> Span:
        if span.unit not in units:
            raise ValueError(f"give it in {' or '.join(units)}, for example {{ {units[0]} = 6 }}")
        return span

    return AfterValidator(check)


CalendarSpan = Annotated[Span, _in("calendar_months", "calendar_days")]
DaySpan = Annotated[Span, _in("calendar_days")]
MonthSpan = Annotated[Span, _in("calendar_months")]


class Interval(Span):
    """A span that holds for children under an age, where `every` depends on age."""

    under_age: int | None = Field(None, ge=1)

    def __str__(self) -> str:
        return super().__str__() + (f" under the age of {self.under_age}" if self.under_age else "")


WhereField = Literal["outcome", "counterparty", "agency"]


class Selector(Definition):
    """Which events: one word or several, each field of `where` one value or several."""

    event: str | tuple[str, ...]
    where: dict[WhereField, str | tuple[str, ...]] = {}
    at: Literal["started", "ended"] = "started"

    @model_validator(mode="after")
    def _something(self) -> "Selector":
        if not self.words or not all(self.words):
            raise ValueError("event: give an event word, or several in a list")
        for field, values in self.conditions.items():
            if not values:
                raise ValueError(f"where.{field}: give a value, or several in a list")
        return self

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The event words."""
        return (self.event,) if isinstance(self.event, str) else self.event

    @cached_property
    def conditions(self) -> dict[WhereField, tuple[str, ...]]:
        """`where` with every value as a tuple."""
        return {field: (value,) if isinstance(value, str) else value for field, value in self.where.items()}


class Force(Definition):
    """A time for which a duty holds by one edition of its source; `to` is its last day."""

    from_: date = Field(alias="from")
    to: date | None = None
    edition: str = ""  # of the source; empty where that has none, as what is agreed locally
    confirmed: bool  # false: nobody has read the number in this edition yet, and every page says so

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.from_ <= day and (self.to is None or day <= self.to)

    @model_validator(mode="after")
    def _in_order(self) -> "Force":
        if self.to is not None and self.to < self.from_:
            raise ValueError(f"to ({self.to}) lies before from ({self.from_}); `to` is the last day in force")
        return self


class Example(Definition):
    """A worked example: a history and the statuses that must come of it, executed by the tests."""

    title: str
    given: tuple[str, ...] = Field(min_length=1)
    then: tuple[str, ...]  # "met", or "attend education met" where a duty has several parts or agencies
    as_of: date | None = None
    terms: tuple[
        str, ...
    ] = ()  # "2026-01-05..2026-02-13": the school terms of the history, where any are known

    @field_validator("then")
    @classmethod
    def _known_statuses(cls, then: tuple[str, ...]) -> tuple[str, ...]:
        for told in then:
            if not told.split() or told.split()[-1] not in set(Status):
                raise ValueError(f"{told!r} does not end with a status; use one of {', '.join(Status)}")
        return then


class Target(Definition):
    """The share of its obligations that somebody has set out to meet in time, and who said so."""

    share: float = Field(gt=0, le=1)
    source: str = Field(min_length=1)


def _day_after(day: date | None) -> date | None:
    return None if day is None else day + timedelta(days=1)


class DutyBase(Definition):
    """What every duty says of itself."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    version: int = 1
    standing: Standing
    source: str
    nations: tuple[Nation, ...] = Field((Nation.ENGLAND,), min_length=1)
    in_force: tuple[Force, ...]
    commencement: Literal["open"] | None = (
        None  # an Act says that it will hold, and nobody yet from which day
    )
    target: Target | None = None  # none where nobody has set one: law asks for every case, and says no share
    example: tuple[Example, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _said_once_for_all(cls, raw: Any) -> Any:  # noqa: ANN401 - as the file has it
        """A duty may say of every edition at once whether it is confirmed, as every file once did."""
        match raw:
            case {"confirmed": confirmed, "in_force": [*forces]} if all(
                isinstance(one, dict) for one in forces
            ):
                rest = {key: value for key, value in raw.items() if key != "confirmed"}
                return rest | {"in_force": [{"confirmed": confirmed} | one for one in forces]}
        return raw

    @model_validator(mode="after")
    def _in_force_or_not_yet(self) -> Self:
        if self.commencement is None and not self.in_force:
            raise ValueError("in_force: give at least 1")
        if self.commencement is not None and self.in_force:
            raise ValueError('in_force: leave it empty while commencement is "open"')
        return self

    @property
    def spells(self) -> tuple[tuple[date, date | None], ...]:
        """From when to when it holds, editions that follow on one another as one."""
        found: list[tuple[date, date | None]] = []
        for force in self.in_force:
            before = found.pop() if found and _day_after(found[-1][1]) == force.from_ else None
            found.append((before[0] if before else force.from_, force.to))
        return tuple(found)

    def force_on(self, day: date) -> Force | None:
        """What it rests on that day: before it held the first, afterwards the last; None where it never did."""
        begun = [force for force in self.in_force if force.from_ <= day]
        return next(
            (force for force in self.in_force if force.holds_on(day)),
            begun[-1] if begun else next(iter(self.in_force), None),
        )

    def confirmed_on(self, day: date) -> bool:
        """Whether somebody has read it in the edition of that day."""
        force = self.force_on(day)
        return force is not None and force.confirmed

    @property
    def words(self) -> tuple[str, ...]:
        """Every event word that it looks at."""
        values = [getattr(self, name) for name in type(self).model_fields]
        parts = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
        return tuple(
            dict.fromkeys(word for part in parts if isinstance(part, Selector) for word in part.words)
        )


class AfterTrigger(DutyBase):
    """What duties have in common that ask for a response to a trigger."""

    owed_by: Agency | Literal["counterparty", "recorder"]  # whom the trigger names, or whose record it is
    trigger: Selector
    response: Selector
    match: Literal["shared", "one_to_one"] = "shared"
    once_per: str | None = None

    @model_validator(mode="after")
    def _known_episode(self) -> Self:
        if self.once_per is not None and self.once_per not in episodes():
            raise ValueError(f"once_per is {self.once_per!r}; known episodes: {', '.join(episodes())}")
        return self


class ResponseDuty(AfterTrigger):
    """After the trigger, the response within a time, unless something lifts it first."""

    kind: Literal[DutyKind.RESPONSE]
    within: Span
    early: DaySpan | None = None  # what was done so long before the trigger counts too
    unless: tuple[Selector, ...] = ()
    declined: Selector | None = (
        None  # of a duty to share: the decision not to, which is an outcome of its own
    )

    @model_validator(mode="after")
    def _early_is_shared(self) -> Self:
        if self.early is not None and (self.match != "shared" or self.within.by_the_clock):
            raise ValueError('early: only with match = "shared" and a limit in days or months')
        return self

    @property
    def unit(self) -> Unit:
        """The unit in which its time to respond is told."""
        return self.within.unit


class MeasuredDuty(AfterTrigger):
    """After the trigger, the response as soon as may be: no number is law, so the time is told and nothing is late."""

    kind: Literal[DutyKind.MEASURED]
    told_in: Literal["hours", "calendar_days"]

    @property
    def unit(self) -> Unit:
        """The unit in which its time to respond is told."""
        return self.told_in


class RecurrenceDuty(DutyBase):
    """While a state lasts, the response at least so often.

    `every` is a sequence whose last span repeats, or goes by age: every span but the last has `under_age`.
    """

    kind: Literal[DutyKind.RECURRENCE]
    owed_by: Agency
    while_: Selector = Field(alias="while")
    response: Selector
    every: tuple[Interval, ...] = Field(min_length=1)
    from_start: bool = False

    @property
    def by_age(self) -> bool:
        """Whether the child's age chooses the span, and not its place in the sequence."""
        return any(span.under_age is not None for span in self.every)

    @model_validator(mode="after")
    def _days_only(self) -> "RecurrenceDuty":
        if len({span.by_the_clock for span in self.every}) > 1:
            raise ValueError("every: keep to days and months, or to hours and minutes")
        if any(span.unit == "school_days" for span in self.every):
            raise ValueError(NO_SCHOOL_DAYS.format("every"))
        if self.by_age:
            _rising_ages(self.every)
        return self


def _rising_ages(every: tuple[Interval, ...]) -> None:
    """Ages rise and limits with them, so that the earliest and the latest limit belong to the ends of what is known."""
    *younger, oldest = every
    ages = [span.under_age for span in younger]
    if oldest.under_age is not None or None in ages:
        raise ValueError(
            "every: by age, all but the last have under_age, "
            "for example [{ calendar_months = 6, under_age = 5 }, { calendar_months = 12 }]"
        )
    lengths = [span.length for span in every]
    if ages != sorted(set(ages), key=lambda age: age or 0) or lengths != sorted(lengths):
        raise ValueError(
            "every: by age, put the youngest first, and let no limit be shorter than a younger one's"
        )
    if len({span.unit for span in every}) > 1 or oldest.by_the_clock:
        raise ValueError("every: by age, keep to one unit, in days or months")


NO_SCHOOL_DAYS = "{}: school days are counted after a trigger alone, by `within`"


class ParticipationDuty(DutyBase):
    """At a meeting, every agency that knows the child is invited, and those invited attend or report."""

    kind: Literal[DutyKind.PARTICIPATION]
    convened_by: Agency
    meeting: Selector
    invitation: Selector
    taking_part: Selector
    knows_within: CalendarSpan | None = None  # none: only those of `always` are to be invited
    pair_within: CalendarSpan  # how long before the meeting an invitation or a report can belong to it
    always: tuple[Agency, ...] = ()  # invited whether or not they know the child
    ahead: Span | None = None  # a limit that runs backwards: taking part is due so long before the meeting
    invites: bool = True  # false where another duty already asks for the invitation

    @model_validator(mode="after")
    def _whole_days(self) -> "ParticipationDuty":
        if self.ahead is not None and self.ahead.by_the_clock:
            raise ValueError(
                f"ahead: meetings are told by the day; use days or months, not {self.ahead.unit}"
            )
        if self.ahead is not None and self.ahead.unit == "school_days":
            raise ValueError(NO_SCHOOL_DAYS.format("ahead"))
        return self


class SharingDuty(DutyBase):
    """What the sender's record says was sent appears in the receiver's as received, in time."""

    kind: Literal[DutyKind.SHARING]
    owed_by: Agency  # who sends
    owed_to: Agency  # who receives, and owes the record of it
    sent: Selector
    received: Selector
    within: Span


Duty = Annotated[
    ResponseDuty | MeasuredDuty | RecurrenceDuty | ParticipationDuty | SharingDuty,
    Field(discriminator="kind"),
]
_duty: TypeAdapter[Duty] = TypeAdapter(Duty)


def load_duty(path: Path) -> Duty:
    """One duty file; a DefinitionError says what to mend."""
    return load(_duty, path)


def load_duties(folder: Path) -> dict[str, Duty]:
    """Every duty file of a folder, by id."""
    return load_folder(_duty, folder)


def holding(duties: Iterable[Duty], nation: Nation) -> list[Duty]:
    """Those that hold in a nation, or once did; what nobody has commenced is none of them."""
    return [duty for duty in duties if nation in duty.nations and duty.in_force]


@cache
def duties() -> dict[str, Duty]:
    """The shipped duties, by id."""
    return load_duties(SHIPPED / "duties")
