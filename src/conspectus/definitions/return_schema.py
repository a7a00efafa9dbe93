"""What a return may look like: its tables or lists, its checks and its code lists, as data files."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, model_validator

from conspectus.definitions.base import SHIPPED, Definition, load, load_folder
from conspectus.definitions.vocabulary import events, every_agency
from conspectus.terms import Fate, Severity

TableName = Literal["people", "events", "relationships"]
ReaderKind = Literal["workbook", "csv-tables", "xml", "json"]
Kind = Literal["id", "text", "date", "word", "flag"]
Need = Literal["required", "expected", "optional"]


class ReturnColumn(Definition):
    """One column: what it means, how it is headed, and whether a return can do without it."""

    id: str
    kind: Kind = "text"
    need: Need = "optional"  # required: no row without it; expected: its absence is a query
    path: str | None = None  # in a tree: where it stands below the record, if not in the row itself
    headers: tuple[str, ...] = ()  # other headers it is known by; case, spaces and punctuation do not matter
    says: str
    example: str = ""


class ReturnTable(Definition):
    """One table of a return."""

    id: TableName
    title: str
    says: str
    named: tuple[str, ...]  # words in the name of its file or sheet
    column: tuple[ReturnColumn, ...]


class TablesSchema(Definition):
    """A return as people, events and relationships: `events-1`."""

    id: str
    kind: Literal["tables"]
    version: int
    title: str
    source: str
    table: tuple[ReturnTable, ...]

    @property
    def tables(self) -> dict[TableName, ReturnTable]:
        """Its tables by name."""
        return {table.id: table for table in self.table}

    @property
    def mapped(self) -> dict[str, set[str]]:
        """The columns that a return.toml can map, by table."""
        return {table.id: {column.id for column in table.column} for table in self.table}


class FromColumn(Definition):
    """A value read from a column: through a code list, or through words given here (ours = theirs)."""

    column: str
    codelist: str | None = None
    words: dict[str, tuple[str, ...]] = {}
    above: float | None = None  # "yes" where a number above this stands
    others: Literal["report", "ignore"] = "report"  # what to do with values that are neither


class ListEvent(Definition):
    """One event that a row of a list makes, where its date stands."""

    key: str = Field(pattern=r"^[a-z0-9_]+$")
    event: str
    started: str | None = None  # the column of its date
    ended: str | None = None
    within_months: int | None = None  # no date stands: some time in so many months before extraction
    within_period: bool = False  # no date stands: some time in the period of the return
    when: FromColumn | None = None  # only where this column says "yes"
    outcome: str | FromColumn | None = None
    counterparty: FromColumn | None = None
    restricted: bool = False
    spell: bool = (
        False  # its row is a piece of a spell: one event from the first day of the spell to its last
    )
    latest_only: bool = (
        False  # the list holds but the last of them: that earlier ones are not there means nothing
    )

    @model_validator(mode="after")
    def _known_and_dated(self) -> "ListEvent":
        if self.event not in events():
            raise ValueError(f"{self.event!r} is not a word of events.toml")
        ways = (self.started is not None, self.within_months is not None, self.within_period)
        if sum(ways) != 1:
            raise ValueError("give one of `started`, `within_months` and `within_period`")
        return self


class Spell(Definition):
    """A state told in pieces, one row each: it begins where `begins` says "yes", and lasts while `goes_on` does."""

    from_: str = Field(alias="from")  # the column of a piece's first day
    to: str  # and of its last
    begins: FromColumn
    goes_on: FromColumn


class TypedIdentifiers(Definition):
    """Rows of which one column says what kind of identifier stands in another."""

    by: str
    value: str
    words: dict[Literal["upn", "nhs_number"], tuple[str, ...]]
    since: str | None = (
        None  # the column of the day since which it holds: of two of one kind, the newest counts
    )


class Through(Definition):
    """Rows that name no child, but a row of another list whose child is theirs."""

    column: str  # names a row of the other list
    list: str
    key: str  # the other list's column of such names


class ReturnList(Definition):
    """One list: how its sheet or element is known, its columns and the events its rows make."""

    id: str
    title: str
    says: str
    holds: Literal["children", "people", "adopters", "nothing"] = (
        "children"  # people: it says who they are, and no more; nothing: its rows are of no use to us
    )
    at: str | None = None  # in a tree: the path, below the record, of the element or object that is one row
    within: str | None = None  # in a tree: where its columns stand below the record, if not in the row itself
    often_none: bool = False  # that there is no row of it is no surprise, so nothing is said of it
    named: tuple[str, ...] = ()
    column: tuple[ReturnColumn, ...]
    without: tuple[str, ...] = ()  # common columns that it does not have
    typed: TypedIdentifiers | None = None
    through: Through | None = None
    spell: Spell | None = None
    event: tuple[ListEvent, ...] = ()
    cannot: tuple[str, ...] = ()  # what the list cannot show, in sentences for its page

    @property
    def covers(self) -> tuple[str, ...]:
        """The event words that a return with this list can answer for."""
        return tuple(
            dict.fromkeys(made.event for made in self.event if made.started and not made.latest_only)
        )


class Tree(Definition):
    """How a return stands in an XML or JSON document: record after record, each read whole."""

    kind: Literal["xml", "json"]
    root: tuple[str, ...]  # names of the outermost element; of a JSON document, keys that its records have
    each: str  # the name of the element, or the key, that holds one record


class ListsSchema(Definition):
    """A return as lists of children, each with the dates of what happened: `annex-a`."""

    id: str
    kind: Literal["lists"]
    reader: ReaderKind = "workbook"
    agency: str | None = None  # who usually sends it
    version: int
    title: str
    source: str
    background: bool = False  # it tells of what was open in its period, so that earlier days are no surprise
    usual_columns: float | None = (
        None  # a sheet is known by this part of its headers being ours, whoever's return
    )
    other_columns: Literal["tell", "pass"] = "tell"  # whether a column that is not listed is told of
    like: str | None = None  # the return whose lists these are as well
    tree: Tree | None = None
    cannot: tuple[str, ...] = ()  # what the whole return cannot show, in sentences for its page
    common: tuple[ReturnColumn, ...] = ()  # columns that every list of children has
    list: tuple[ReturnList, ...] = ()

    @property
    def mapped(self) -> dict[str, set[str]]:
        """The columns that a return.toml can map, by list: list_1 and so on."""
        common = {column.id for column in self.common}
        return {f"list_{one.id}": common | {column.id for column in one.column} for one in self.list}

    def steps(self, one: ReturnList) -> int:
        """Through how many other lists the rows of a list find their child: none, where they name it."""
        if one.through is None:
            return 0
        return 1 + self.steps(next(other for other in self.list if other.id == one.through.list))

    @model_validator(mode="after")
    def _lists_are_found_through_others(self) -> "ListsSchema":
        columns = {one.id: {column.id for column in one.column} for one in self.list}
        met = {one.id for one in self.list if one.through is None}
        left = [one for one in self.list if one.through is not None]
        while left:
            near = [one for one in left if one.through and one.through.list in met]
            if not near:
                raise ValueError(f"list {left[0].id} is found through no list, or through itself")
            for one in near:
                assert one.through is not None
                if one.through.column not in columns[one.id]:
                    raise ValueError(f"list {one.id}: {one.through.column!r} is no column")
                if one.through.key not in columns[one.through.list]:
                    raise ValueError(f"list {one.id}: {one.through.key!r} is no column of {one.through.list}")
            met |= {one.id for one in near}
            left = [one for one in left if one.id not in met]
        return self

    @model_validator(mode="after")
    def _columns_are_there(self) -> "ListsSchema":
        for one in self.list:
            known = {column.id for column in (*one.column, *self.common)}
            used = {name for made in one.event for name in _columns_of(made)}
            if used - known:
                raise ValueError(
                    f"list {one.id}: its events use {sorted(used - known)}, which are no columns"
                )
        return self


def _columns_of(made: ListEvent) -> list[str]:
    names = [made.started, made.ended]
    names += [
        source.column
        for source in (made.when, made.outcome, made.counterparty)
        if isinstance(source, FromColumn)
    ]
    return [name for name in names if name]


ReturnSchema = Annotated[TablesSchema | ListsSchema, Field(discriminator="kind")]
_schema: TypeAdapter[ReturnSchema] = TypeAdapter(ReturnSchema)


class ReturnCheck(Definition):
    """One check: how grave a breach is, what becomes of what breaks it, how often it is told, and the words for it.

    `message` and `todo` may hold {value}, {column} and {count}; `one` is the message for a count of one.
    """

    id: str
    about: Literal["return", "file", "people", "events", "relationships", "lists"]
    severity: Severity
    fate: Fate | None = None  # none: what breaks it is used as it stands
    fate_in: dict[str, Fate] = {}  # another fate where it is broken in one of these columns
    told: Literal["row", "value", "file"] = (
        "file"  # one issue for each row, each value of a file, or each file
    )
    title: str
    message: str
    one: str = ""
    todo: str

    def fate_of(self, column: str) -> Fate | None:
        """What becomes of what breaks it in a column."""
        return self.fate_in.get(column, self.fate)


class Limits(Definition):
    """The numbers that checks use."""

    header_rows: int  # a header is looked for in so many rows
    born_from: str  # nobody in a return was born before
    before_birth_days: int  # an event may come so long before a birth
    xml_bytes: int  # an XML or JSON document of more is refused
    xml_depth: int  # elements or objects within one another; more is refused
    zip_bytes: int  # what a zip file may hold, unpacked
    zip_files: int  # and in how many files
    expected_birth_days: int  # a birth may be expected so long after extraction
    exchanged_from: int  # so many early days of a workbook, and no other, are hardly chance
    unknown_share: (
        float  # of a sender's rows of a word may have an unknown person, and the word still be covered
    )


class Unsaid(Definition):
    """What people and systems write where they have nothing to say; compared without case and punctuation."""

    ids: tuple[str, ...]  # in place of a number
    names: tuple[str, ...]  # in place of a name
    totals: tuple[str, ...]  # first words of a line that sums up or ends a list
    days: tuple[str, ...]  # as year-month-day, in place of a date
    zeros: tuple[str, ...]  # in place of a date, where a spreadsheet made noughts of blanks


class ReturnChecks(Definition):
    """`return_checks.toml`, in the order in which issues are shown."""

    version: int
    source: str
    limits: Limits
    unsaid: Unsaid
    check: tuple[ReturnCheck, ...]


class CodeList(Definition):
    """Our words for values, and what others write for them."""

    id: str
    title: str
    source: str
    values: dict[str, tuple[str, ...]]
    blank: tuple[str, ...] = ()  # what means that nothing is known


@cache
def return_schemas() -> dict[str, ReturnSchema]:
    """Every shape of return by id."""
    found = load_folder(_schema, SHIPPED / "returns")
    return {
        name: _with_lists(one, found) if isinstance(one, ListsSchema) else one for name, one in found.items()
    }


def _with_lists(schema: ListsSchema, found: Mapping[str, ReturnSchema]) -> ListsSchema:
    """A return that is like another one has its lists, under ids of its own."""
    other = found.get(schema.like or "")
    if not isinstance(other, ListsSchema):
        return schema
    lists = tuple(one.model_copy(update={"id": f"{schema.id}-{one.id}"}) for one in other.list)
    return schema.model_copy(
        update={"list": (*schema.list, *lists), "common": (*schema.common, *other.common)}
    )


@cache
def list_schemas() -> dict[str, ListsSchema]:
    """Every shape of return that is made of lists, by id."""
    return {name: one for name, one in return_schemas().items() if isinstance(one, ListsSchema)}


@cache
def return_checks() -> dict[str, ReturnCheck]:
    """Every check by id, in the order in which issues are shown."""
    return {check.id: check for check in _checks().check}


@cache
def return_limits() -> Limits:
    """The numbers that checks use."""
    return _checks().limits


@cache
def unsaid() -> Unsaid:
    """What stands where nothing is said."""
    return _checks().unsaid


@cache
def codelists() -> dict[str, CodeList]:
    """Every code list by id."""
    folder = SHIPPED / "codelists"
    found = load_folder(CodeList, folder)
    every_agency(folder / "agency.toml", found["agency"].values, "no other names are given for")
    return found


@cache
def _checks() -> ReturnChecks:
    return load(ReturnChecks, SHIPPED / "return_checks.toml")
