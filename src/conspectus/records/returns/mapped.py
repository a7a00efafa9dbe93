"""`[[table]]` of return.toml: what a sender's own table says of people and events, column by column."""

from pydantic import BaseModel, ConfigDict, Field, model_validator

from conspectus.definitions import events
from conspectus.terms import Agency


class MappedPart(BaseModel):
    """A person or an event that each row of a table tells of; texts are headings of the sender's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @property
    def headings(self) -> dict[str, str]:
        """Our columns that stand in one of the sender's, with its heading."""
        told = {name: getattr(self, name) for name in self.columns()}
        return {name: heading for name, heading in told.items() if heading is not None}

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The keys that name a heading."""
        texts = [name for name, field in cls.model_fields.items() if field.annotation == (str | None)]
        return tuple(name for name in texts if name != "word")


class MappedPerson(MappedPart):
    """A person of each row; without a number of its own, one is made from name and date of birth."""

    key: str = ""  # a word for it, where a row holds several people
    person_id: str | None = None
    name: str | None = None  # the whole name in one cell: Forename Surname, or Surname, Forename
    forename: str | None = None
    surname: str | None = None
    other_names: str | None = None
    date_of_birth: str | None = None
    sex: str | None = None
    postcode: str | None = None
    address: str | None = None
    nhs_number: str | None = None
    upn: str | None = None
    household: str | None = None
    ethnicity: str | None = None
    restricted: str | None = None
    relation: str | None = None  # what the first person of the row is to this one
    event_id: str | None = None  # the number of the event, of another table, that the person belongs to
    role: str | None = None  # in which role
    roles: tuple[str, ...] = ()  # in which roles the event is the person's own; none: in every one


class MappedEvent(MappedPart):
    """An event of each row in which its moment stands."""

    word: str | None = None  # what it is, the same in every row
    event: str | None = None  # or the column whose words [codes.event] translates
    started: str
    started_time: str | None = None
    ended: str | None = None
    ended_time: str | None = None
    outcome: str | None = None
    counterparty: str | None = None
    to: Agency | None = None  # the agency, where it is the same in every row
    event_id: str | None = None
    source_ref: str | None = None
    restricted: str | None = None
    who: tuple[str, ...] = ()  # keys of the people it happened to; none: the first person of the row
    when: dict[str, tuple[str, ...]] = {}  # only where these columns hold one of these

    @model_validator(mode="after")
    def _known(self) -> "MappedEvent":
        if self.word is not None and self.word not in events():
            raise ValueError(f"{self.word!r} is not a word of events.toml")
        if (self.word is None) == (self.event is None):
            raise ValueError("give one of `word` and `event`")
        return self

    @property
    def headings(self) -> dict[str, str]:
        """Our columns with the sender's headings, `started` among them."""
        return {**super().headings, "started": self.started}


class MappedTable(BaseModel):
    """One table of a sender's system, known again by its headings whatever its file is called."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str = ""  # what it was called, for people
    sheet: str = ""
    columns: tuple[str, ...] = Field(min_length=1)  # every heading it had
    person: tuple[MappedPerson, ...] = ()
    event: tuple[MappedEvent, ...] = ()

    @property
    def used(self) -> set[str]:
        """The headings that are read."""
        parts = [heading for one in (*self.person, *self.event) for heading in one.headings.values()]
        return {*parts, *(heading for one in self.event for heading in one.when)}

    @model_validator(mode="after")
    def _headings_are_there(self) -> "MappedTable":
        if strange := sorted(self.used - set(self.columns)):
            raise ValueError(f"{', '.join(strange)}: not among `columns`")
        keys = {one.key for one in self.person}
        if strange := sorted({key for one in self.event for key in one.who} - keys):
            raise ValueError(f"who = {', '.join(strange)}: no [[table.person]] has that key")
        return self
