"""The picture by agency: the model that pages draw, and the JSON of `conspectus show`."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from conspectus.records.dates import Instant
from conspectus.terms import Agency, DutyKind, Nation, Part, Scope, Severity, Standing


class ReadModel(BaseModel):
    """A part of what a casebook tells."""

    model_config = ConfigDict(frozen=True)


class Build(ReadModel):
    """What made the casebook."""

    content_sha256: str = Field(description="Hash over all rows of the casebook")
    version: str = Field(description="Version of Conspectus that built it")
    as_of: Instant = Field(description="Latest instant that any status looks at, UTC")
    as_of_day: date = Field(description="The same as a day in Europe/London")
    nation: Nation = Field(description="Whose duties and working days count")
    theme: str | None = Field(description="Theme of the inspection")
    theme_title: str | None = Field(description="The same in words")
    seed: int = Field(description="Seed of the sample")
    decided_links: bool = Field(description="Whether people's link decisions were given")


class FileRows(ReadModel):
    """The receipt of one file: rows_in = rows_used + rows_set_aside."""

    file: str
    sheet: str = Field(description="Sheet of a workbook, else empty")
    holds: str = Field(description="people, events, relationships, or the Annex A list")
    rows_in: int
    rows_used: int
    rows_set_aside: int
    cells_blanked: int = Field(description="Cells of used rows that could not be read or used")


class MonthEvents(ReadModel):
    """How many events of one sender began in one month."""

    month: date = Field(description="Its first day")
    events: int


class Quality(ReadModel):
    """How far one sender's records can carry a figure."""

    people: int = 0
    joined: int = Field(0, description="Its people who are linked with another sender's")
    own_duplicates: int = Field(0, description="Its records of people beyond the first of one linked person")
    questions: int = Field(0, description="Doubtful pairs that concern it and wait for people to decide")
    events: int = 0
    unsure_dates: int = Field(0, description="Events whose first day is not known for sure")
    restricted: int = Field(0, description="Events that are shown to named roles alone")
    issues: dict[Severity, int] = Field(description="Issues of its return by severity")
    months: list[MonthEvents] = Field(description="Every month of its period, those without events too")


class Sender(ReadModel):
    """One sender and what it sent."""

    sender: str
    agency: Agency
    return_schema: str = Field(description="events-1 or annex-a")
    period_from: date
    period_to: date
    extracted: Instant = Field(description="When the data was taken from its system, UTC")
    scope: Scope | None = Field(description="By which rule it chose what concerns the area")
    quality: Quality
    files: list[FileRows]


class Tally(ReadModel):
    """How obligations stand."""

    obligations: int = Field(description="The sum of the eight counts that follow")
    met: int
    late: int
    missed: int
    not_yet_due: int
    exempt: int
    indeterminate: int
    decided_not_to_share: int
    not_evaluated: int
    share_met: float | None = Field(
        description="met / (met + late + missed); null where that is 0, and where the time is only measured"
    )

    @property
    def decided(self) -> int:
        """How many were met, late or missed."""
        return self.met + self.late + self.missed


class AgencyPart(Tally):
    """One agency: what came from it, how it did in all its duties together, and what it held."""

    agency: Agency
    title: str
    mark: str = Field(description="Letter that marks it where colour is not enough")
    senders: int
    rows_in: int
    rows_used: int
    rows_set_aside: int
    issues: dict[Severity, int] = Field(description="Issues of its returns by severity")
    gaps_held: int = Field(description="Silo gaps of which it held a part")


class Unlinked(ReadModel):
    """People of one sender who could not be linked, and why."""

    sender: str
    agency: Agency
    people: int
    why: str


class Linkage(ReadModel):
    """How senders' records of people became linked people."""

    people_records: int
    linked_people: int
    children: int
    questions: int = Field(description="Pairs that two people should decide, blind")
    unlinked: list[Unlinked]


class CoverageCell(ReadModel):
    """What one agency's returns answer for one event word."""

    agency: Agency
    covered: bool = Field(description="Whether a sender of the agency covers the word")
    usual: bool = Field(description="Whether this agency usually keeps such a record")
    events: int = Field(description="Rows sent")
    from_day: date | None
    until: Instant | None = Field(description="The earlier of period end (24:00) and extraction, UTC")


class CoverageRow(ReadModel):
    """One event word across the agencies."""

    event: str
    title: str
    group: str
    cells: list[CoverageCell] = Field(description="One for each agency, in their order")


class TimeStep(ReadModel):
    """A step of a Kaplan-Meier curve of the time to respond."""

    time: float = Field(description="Time from the clock's start, in the figure's unit")
    answered: float = Field(description="Share answered by then; what is not yet answered is censored")
    waiting: int = Field(description="How many were still waiting just before")


class DutyFigure(Tally):
    """How one agency did in one part of one duty."""

    duty: str
    title: str
    part: Part
    part_words: str = Field(description="What this part asks, empty where the duty has one part")
    agency: Agency
    agency_title: str
    kind: DutyKind
    standing: Standing
    confirmed: bool = Field(description="False: nobody has read it in the edition of the as-of day")
    edition: str = Field(description="Of the source, on the as-of day; empty where it has none")
    checked: str = Field(description="What is not yet checked, in words; empty where it is confirmed")
    source: str
    deadline: str = Field(description="The limit in words")
    limit: int | None = Field(description="The limit in `unit`; null where there are several")
    asks: str = Field(description="What the duty asks, in sentences")
    waiting: int = Field(description="Of the indeterminate, those that wait on rows sent that cannot be used")
    unknown_child: int = Field(description="Rows sent that could answer one of them, of nobody known")
    unusable_triggers: int = Field(
        description="Rows sent that would have made an obligation and cannot be used"
    )
    sent_none: bool = Field(
        description="Its senders say that they keep the record that answers it, and sent no row of it at all"
    )
    bound_low: float | None = Field(description="The share with the indeterminate all unmet")
    bound_high: float | None = Field(
        description="The share with the indeterminate all met, and with as many of the late and missed as there are "
        "rows of nobody known"
    )
    interval_low: float | None = Field(description="Wilson 95 %")
    interval_high: float | None = Field(description="Wilson 95 %")
    clustered: bool = Field(description="Cases depend on one another: the interval is too narrow")
    median_time: float | None = Field(
        description="Kaplan-Meier median time to respond; null where not reached"
    )
    unit: str = Field(description="Unit of median_time, limit and times")
    times: list[TimeStep] = Field(
        description="Curve of the time to respond, to one step in a hundred; empty where there is none"
    )


class SiloGap(ReadModel):
    """A child whom agencies knew enough about together, and nobody discussed in time."""

    gap_id: str | None = Field(
        description="Its citation is silo_gaps:<gap_id>; null where that would name a restricted entry"
    )
    pattern: str
    title: str
    confirmed: bool = Field(description="False: the pattern is not yet agreed or checked")
    child_id: str
    visible_on: date = Field(description="Day on which the joint record would have shown it")
    due: date = Field(description="Last day to act")
    acted_on: date | None = Field(description="Day on which anyone acted; null if nobody did")
    days_silent: int = Field(description="Calendar days from visible_on to acted_on, or to the as-of day")
    holders: list[Agency] = Field(description="Agencies that held a part")
    signs: list[str] = Field(description="The signs, in words")
    event_refs: list[str] = Field(description="Its events in order, restricted ones left out")
    waits_on: list[str] = Field(
        description="Rows sent that cannot be used and may show that somebody acted in time"
    )


class Tracked(ReadModel):
    """A child chosen to be tracked."""

    place: int
    child_id: str
    stratum: str
    reason: str
    chance: float | None = Field(description="Chance of selection, estimated over many seeds")
    agencies: list[Agency] = Field(description="Agencies whose part this child shows")


class FrameRow(ReadModel):
    """One stratum from which the sample was drawn."""

    stratum: str
    children: int
    chosen: int


class Picture(ReadModel):
    """The picture by agency."""

    build: Build
    agencies: list[AgencyPart] = Field(description="In the order in which pages list them")
    senders: list[Sender]
    linkage: Linkage
    coverage: list[CoverageRow]
    duties: list[DutyFigure]
    silo_gaps: list[SiloGap] = Field(description="Longest silence first")
    sample: list[Tracked]
    frame: list[FrameRow]
