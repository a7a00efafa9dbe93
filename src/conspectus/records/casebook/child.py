"""One child's joint chronology: the model that pages draw, and the JSON of `conspectus chronology`."""

from datetime import date

from pydantic import Field

from conspectus.records.casebook.picture import Build, ReadModel, SiloGap
from conspectus.terms import Agency, DutyKind, Part, Precision, Relation, Status


class Child(ReadModel):
    """Whose chronology it is; everything but the id is null where names are masked."""

    child_id: str
    masked: bool = Field(
        description="True unless names were asked for, and restricted entries too where a record of the child is one"
    )
    restricted: bool = Field(description="A record of the child is shown to named roles alone")
    forename: str | None
    surname: str | None
    # What has a title is shown, in this order; but for birth and number, columns of the same name hold it.
    born: str | None = Field(title="Born", description="Date of birth in words")
    sex: str | None = Field(title="Sex")
    nhs_number: str | None = Field(
        title="NHS number",
        description="With whose records hold it and when they were taken; several where they differ",
    )
    is_child: bool = Field(description="Under 18 on some day of the period, or not known to be older")
    records: int = Field(description="How many senders' records were linked")
    agencies: list[Agency] = Field(description="Agencies that know this person")

    @classmethod
    def titles(cls) -> dict[str, str]:
        """What is shown of a child beside the name: each field with its title."""
        return {name: field.title for name, field in cls.model_fields.items() if field.title}

    @property
    def facts(self) -> dict[str, str]:
        """What is known of it, by title."""
        known = {title: getattr(self, name) for name, title in self.titles().items()}
        return {title: value for title, value in known.items() if value}


class Source(ReadModel):
    """The line of a sender's file that an entry stands on."""

    sender: str
    file: str
    sheet: str = Field(description="Sheet of a workbook, else empty")
    row: int = Field(description="As a person counts lines: a CSV file's header is row 1")
    source_ref: str | None = Field(
        description="Where it stands in the sender's own system, in its own words; null where names are masked"
    )


class ChronologyEntry(ReadModel):
    """One line of the chronology; of a restricted entry only agency and date are given unless it was asked for."""

    event_ref: str | None = Field(
        description="Its citation is events:<event_ref>; null where it is restricted and was not asked for"
    )
    event: str | None = Field(description="Event word; null where it is restricted and was not asked for")
    title: str
    agency: Agency
    agency_title: str
    when: str = Field(description="Start as people read it")
    until: str | None = Field(description="End as people read it; null where it has none")
    precision: Precision = Field(description="What is known of the start")
    first_day: date = Field(description="Earliest day of the start")
    last_day: date = Field(description="Latest day of the start")
    end_first_day: date | None = Field(description="Earliest day of the end")
    end_last_day: date | None = Field(description="Latest day of the end")
    lasting: bool = Field(description="An episode; without an end it was still open")
    outcome: str | None = Field(description="In words")
    counterparty: Agency | None = Field(description="Agency it was addressed to or came from")
    via: str | None = Field(
        description="Through whom it concerns the child, in words; null for the child's own"
    )
    via_relation: Relation | None
    also_recorded_by: list[Agency] = Field(description="Other agencies that recorded the same")
    restricted: bool
    source: Source | None


class Owed(ReadModel):
    """One obligation towards the child."""

    obligation_id: str | None = Field(
        description="Its citation is obligations:<id>; null where it is restricted and was not asked for"
    )
    duty: str | None = Field(description="Duty; null where it rests on a restricted entry")
    title: str
    kind: DutyKind | None
    part: Part | None
    part_words: str = Field(description="What this part asks, empty where the duty has one part")
    confirmed: bool = Field(description="False: nobody has read the duty in the edition of the as-of day")
    checked: str = Field(description="What is not yet checked, in words; empty where it is confirmed")
    agency: Agency = Field(description="Who owes it")
    agency_title: str
    counterparty: Agency | None
    status: Status
    reason: str
    waits_on: list[str] = Field(
        description="Rows sent that cannot be used and could answer it: sender/file/sheet/row; empty where restricted"
    )
    clock_day: date | None = Field(description="Day on which the clock started")
    due: str | None = Field(description="When the limit ends, as people read it")
    due_day: date | None = Field(description="Last day on which it can be met")
    trigger_ref: str | None
    response_ref: str | None
    restricted: bool = Field(
        description="It rests on a restricted entry, so that only who, when and how are given"
    )


class Known(ReadModel):
    """What one agency could know on a day; numbers are lines of the chronology, from 1."""

    agency: Agency
    held: list[int] = Field(description="In its own record")
    perhaps: list[int] = Field(description="In its own record, if the unsure date was not later")
    told: list[int] = Field(description="In another agency's record, which names it as the other side")


class ChildChronology(ReadModel):
    """What every agency's records say of one child, in order."""

    build: Build
    child: Child
    first_day: date | None = Field(description="First day of the chronology")
    last_day: date | None = Field(description="Last day of the chronology, a deadline to come included")
    entries: list[ChronologyEntry] = Field(description="In order of time")
    obligations: list[Owed] = Field(description="In order of their limits")
    silo_gaps: list[SiloGap]
