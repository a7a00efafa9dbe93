"""What the tables of an export say, as proposed, as kept from before, or as somebody who knows them chose."""

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as ByKey
from dataclasses import dataclass, field, replace
from typing import cast

from conspectus.definitions import events
from conspectus.definitions.heading_rules import NAME_CHOICES, Choice, Proposal
from conspectus.definitions.return_schema import codelists
from conspectus.records.mapping.changes import changed_columns, kept_table, settled, settled_outcomes
from conspectus.records.mapping.columns import SAMPLES, Headed, contents, headed
from conspectus.records.mapping.event_words import Meanings, known_agency, outcome_of
from conspectus.records.mapping.events import events_of, outcomes_of
from conspectus.records.mapping.model import ColumnFound, Mapping, OutcomeFound, TableFound, WordFound
from conspectus.records.mapping.people import people_of
from conspectus.records.mapping.proposing import Proposed, propose
from conspectus.records.mapping.tables import Table
from conspectus.records.mapping.together import joined, with_days, with_numbers_of_people
from conspectus.records.returns.manifest import Manifest
from conspectus.records.returns.mapped import MappedTable
from conspectus.records.returns.words import codelist_lookup, word_key
from conspectus.records.sheets import Sheet
from conspectus.terms import Agency

PLACES = 2
Spot = tuple[int, str]  # the place of a table, and a heading or a word of it


@dataclass(frozen=True)
class Choices:
    """What somebody who knows a system says otherwise than it was proposed."""

    columns: ByKey[Spot, Choice] = field(default_factory=dict)  # what a column is
    days: ByKey[Spot, str] = field(default_factory=dict)  # the event of a column of days; empty: as words say
    words: ByKey[Spot, str] = field(default_factory=dict)  # the event of a word, or `none`; empty: left open
    outcomes: ByKey[Spot, str] = field(
        default_factory=dict
    )  # the outcome that a value means; empty: left open

    def of_table(self, place: int) -> tuple[dict[str, Choice], dict[str, str]]:
        """The columns and the days of one table, by heading."""
        columns = {name: choice for (table, name), choice in self.columns.items() if table == place}
        return columns, {name: event for (table, name), event in self.days.items() if table == place}


@dataclass(frozen=True)
class OneTable:
    """A table with what is said of it; `kept` is what return.toml said of it before, where it was known."""

    table: Table
    mapped: MappedTable
    words: tuple[WordFound, ...]
    kept: MappedTable | None
    outcomes: tuple[OutcomeFound, ...] = ()
    may_come: tuple[str, ...] = ()  # the outcomes that its events may have


@dataclass(frozen=True)
class Looked:
    """Every table that was found, and the return.toml that was kept."""

    ones: tuple[OneTable, ...]
    mapping: Mapping
    kept: Manifest | None

    @property
    def open(self) -> tuple[str, ...]:
        """What nobody could say, in sentences."""
        return tuple(_open(self.ones, self.mapping))

    @property
    def changes(self) -> tuple[str, ...]:
        """What is otherwise than in the return.toml that was kept, in sentences."""
        return tuple(_changes(self.ones, self.kept, words=True))

    @property
    def changed_columns(self) -> tuple[str, ...]:
        """The same of tables and columns alone."""
        return tuple(_changes(self.ones, self.kept, words=False))


NO_CHOICES = Choices()


def look(
    sheets: Sequence[Sheet], *, agency: Agency, kept: Manifest | None, choices: Choices = NO_CHOICES
) -> Looked:
    """Every table with rows that stands in the sheets, and what it says."""
    meanings = Meanings(agency)
    tops = [top for sheet in sheets if (top := headed(sheet)) is not None and not top.rows.is_empty()]
    ones = _mapped(tops, meanings, kept, choices)
    return Looked(tuple(ones), Mapping(tables=tuple(_found(one) for one in ones)), kept)


def _mapped(
    tops: Sequence[Headed], meanings: Meanings, kept: Manifest | None, choices: Choices
) -> list[OneTable]:
    known, tables, fresh = list[MappedTable | None](), list[Table](), list[MappedTable]()
    chosen = list[tuple[dict[str, Choice], dict[str, str]]]()
    for place, top in enumerate(tops):
        before = kept_table(top, kept.table) if kept else None
        columns, days = choices.of_table(place)
        if before is not None and (columns or days):  # it is put together anew, from what it was and is now
            was, on = said_of(before, top.names.values())
            columns, days = {**was, **columns}, {**on, **days}
        known.append(before)
        chosen.append((columns, days))
    proposed = with_numbers_of_people([_table(top, meanings) for top in tops])
    for top_table, before, (columns, days) in zip(proposed, known, chosen, strict=True):
        table = _chosen(top_table, columns)
        tables.append(table)
        fresh.append(before if before and not (columns or days) else _proposed(table, meanings, days))
    together = joined(list(zip(tables, fresh, strict=True)))
    said = settled(kept) if kept else {}
    came = settled_outcomes(kept) if kept else {}
    return [
        _one(table, now if now is before else after, before, _said((said, came), choices, place), meanings)
        for place, (table, now, after, before) in enumerate(zip(tables, fresh, together, known, strict=True))
    ]


def said_of(table: MappedTable, headings: Iterable[str]) -> tuple[dict[str, Choice], dict[str, str]]:
    """What a table of return.toml says of these headings, and of its days, as somebody would choose it.

    Of a column that joins it to another table nothing is said: what it is proposed to be joins it again.
    """
    columns, days = dict[str, Choice](), dict[str, str]()
    for person in table.person:
        told = {heading: AS_CHOSEN.get(ours, ours) for ours, heading in person.headings.items()}
        columns |= told  # type: ignore[arg-type]  # the rest are called alike
    for event in table.event:
        for ours, heading in event.headings.items():
            columns.setdefault(heading, AS_CHOSEN.get(ours, "nothing"))
        columns |= {heading: "outcome" for heading in event.when if heading not in columns}
        days[event.started] = event.word or ""
    joins = {heading for one in table.person for heading in (one.event_id, one.role, one.relation)}
    return {name: columns.get(name, "nothing") for name in headings if name not in joins}, days


AS_CHOSEN: dict[str, Choice] = {
    "person_id": "person", "name": "name", "started": "moment", "started_time": "moment", "ended": "moment",
    "ended_time": "moment", "outcome": "outcome", "counterparty": "with_whom", "event": "word",
    "event_id": "reference", "source_ref": "reference", "restricted": "nothing",
}  # fmt: skip


def _table(top: Headed, meanings: Meanings) -> Table:
    """The table as proposed: nothing where it tells of nobody and of no day."""
    table = with_days(Table(top, tuple(propose(one, meanings) for one in contents(top))), meanings)
    if table.holds_records:
        return table
    columns = tuple(Proposed(one.content, "nothing", one.confidence, one.words) for one in table.columns)
    return Table(top, columns)


def _chosen(table: Table, columns: ByKey[str, Choice]) -> Table:
    """The table with what was said of its columns in place of what was proposed."""
    return replace(table, columns=tuple(_as_said(one, columns) for one in table.columns))


def _as_said(one: Proposed, columns: ByKey[str, Choice]) -> Proposed:
    said = columns.get(one.content.name)
    if said is None:
        return one
    proposal: Proposal = "name" if said in NAME_CHOICES else said  # type: ignore[assignment]
    part = said if said in NAME_CHOICES else ""
    return replace(one, proposal=proposal, confidence=1.0, chosen=True, part=part)


def _proposed(table: Table, meanings: Meanings, days: ByKey[str, str]) -> MappedTable:
    people = people_of(table)
    sheet = table.headed.sheet
    return MappedTable(
        file=sheet.file,
        sheet=sheet.sheet,
        columns=tuple(one.content.name for one in table.columns),
        person=people,
        event=events_of(table, meanings, days) if table.holds_records else (),
    )


@dataclass(frozen=True)
class _Said:
    """What return.toml says of words, and what was chosen of one table's."""

    settled: ByKey[str, str]
    chosen: ByKey[str, str]
    settled_outcomes: ByKey[str, str]
    chosen_outcomes: ByKey[str, str]


def _said(said: tuple[ByKey[str, str], ByKey[str, str]], choices: Choices, place: int) -> _Said:
    words, outcomes = (
        {value: ours for (table, value), ours in of.items() if table == place}
        for of in (choices.words, choices.outcomes)
    )
    return _Said(said[0], words, said[1], outcomes)


def _one(
    table: Table, mapped: MappedTable, kept: MappedTable | None, said: _Said, meanings: Meanings
) -> OneTable:
    """The values of the column of words; of a table that was kept, what return.toml says of them counts alone."""
    headings = [one.event for one in mapped.event if one.event]
    column = next((one for one in table.columns if one.content.name in headings), None)
    told = []
    for value, count in column.content.values if column else ():
        guess = None if kept is not None else meanings.of(value)
        proposal = said.chosen.get(value, said.settled.get(word_key(value)) or guess)
        told.append(WordFound(value=value, count=count, proposal=proposal or None))
    may_come = _may_come(table, mapped, [one.proposal for one in told], meanings)
    return OneTable(
        table,
        mapped,
        tuple(told),
        kept,
        _outcomes(table, mapped, may_come, said, settled=kept is not None),
        may_come,
    )


def _may_come(
    table: Table, mapped: MappedTable, words: Iterable[str | None], meanings: Meanings
) -> tuple[str, ...]:
    """The outcomes that the table's events may have, by their words and by what was said of these."""
    own = [outcome for one in mapped.event for outcome in outcomes_of(table, one, meanings)]
    told = [outcome for word in words if word in events() for outcome in events()[word].outcomes]
    return tuple(dict.fromkeys([*own, *told]))


def _outcomes(
    table: Table, mapped: MappedTable, may_come: Sequence[str], said: _Said, *, settled: bool
) -> tuple[OutcomeFound, ...]:
    """The values of the columns of outcomes, with what was said of each, or what it could be."""
    headings, own = {one.outcome for one in mapped.event}, {word_key(one): one for one in may_come}
    told = list[OutcomeFound]()
    for column in table.columns:
        name = column.content.name
        for value, count in column.content.values if name in headings else ():
            guess = own.get(word_key(value)) if settled else outcome_of(value, may_come)
            ours = said.chosen_outcomes.get(value, said.settled_outcomes.get(word_key(value)) or guess)
            told.append(OutcomeFound(column=name, value=value, count=count, proposal=ours or None))
    return tuple(told)


def _found(one: OneTable) -> TableFound:
    sheet = one.table.headed.sheet
    return TableFound(
        file=sheet.file,
        sheet=sheet.sheet,
        rows=one.table.headed.rows.height,
        columns=tuple(_column(column, one.mapped) for column in one.table.columns),
        words=one.words,
        outcomes=one.outcomes,
    )


def _column(one: Proposed, mapped: MappedTable) -> ColumnFound:
    """The column as it is read, where it is; what it was taken for by itself is of no use to anybody then."""
    content = one.content
    read = {
        heading: ours
        for event in mapped.event
        for ours, heading in event.headings.items()
        if ours in ("event", "outcome", "counterparty")
    }
    as_read = AS_CHOSEN.get(read.get(content.name, ""))
    return ColumnFound(
        name=content.name,
        kind=f"date-{content.order}-first" if content.order else content.kind,
        filled=round(content.filled, PLACES),
        samples=tuple(value for value, _ in content.values[:SAMPLES]),
        proposal=cast("Proposal", as_read or one.proposal),
        confidence=one.confidence,
    )


def _open(ones: Sequence[OneTable], mapping: Mapping) -> list[str]:
    said = []
    if ones and not any(one.table.holds_records for one in ones):
        said.append(
            "no column holds days or dates of birth, so nothing of it is read: "
            "look whether the row of headings and the days came with the export"
        )
    for one, found in zip(ones, mapping.tables, strict=True):
        name = f"{found.file}, sheet {found.sheet}" if found.sheet else found.file
        words = [word for word in found.words if word.proposal is None]
        if words:
            rows = sum(word.count for word in words)
            said.append(
                f"{name}: {len(words)} words in {rows:,} rows mean nothing that anybody knows; left out"
            )
        if one.table.holds_records and not one.mapped.person and not _named_elsewhere(one, ones):
            said.append(f"{name}: no column says whom it is about")
        if one.table.holds_records and not one.mapped.event and not one.mapped.person:
            said.append(f"{name}: no column says what happened and when")
    return said + [f"{name} is gone, and was read" for name in _lost(ones)]


def _named_elsewhere(one: OneTable, ones: Sequence[OneTable]) -> bool:
    return any(person.event_id for other in ones if other is not one for person in other.mapped.person)


def _lost(ones: Sequence[OneTable]) -> list[str]:
    return [
        name
        for one in ones
        if one.kept
        for name in changed_columns(one.table.headed, one.kept)[1]
        if name in one.kept.used
    ]


def _changes(ones: Sequence[OneTable], kept: Manifest | None, *, words: bool) -> list[str]:
    """What is new, and what is gone, against the return.toml that was kept."""
    if kept is None:
        return []
    said = []
    for one in ones:
        sheet = one.table.headed.sheet
        name = f"{sheet.file}, sheet {sheet.sheet}" if sheet.sheet else sheet.file
        if one.kept is None:
            said.append(f"{name}: a table that was not known before")
            continue
        new, gone = changed_columns(one.table.headed, one.kept)
        fresh = [word.value for word in one.words if words and word.proposal is None]
        for title, names in (("new columns", new), ("columns gone", gone), ("new words", fresh)):
            said += [f"{name}: {title}: {', '.join(names)}"] if names else []
    return said


def codes_of(ones: Sequence[OneTable]) -> dict[str, list[str]]:
    """The words of the sender's for each event of ours, as far as anything is said of them."""
    codes: dict[str, list[str]] = {}
    for one in ones:
        for word in one.words:
            if word.proposal and word.value not in codes.setdefault(word.proposal, []):
                codes[word.proposal].append(word.value)
    return codes


def outcomes_named(ones: Sequence[OneTable]) -> dict[str, list[str]]:
    """The words of the sender's for each outcome of ours; our own words speak for themselves."""
    codes: dict[str, list[str]] = {}
    for one in (outcome for table in ones for outcome in table.outcomes):
        if one.proposal and word_key(one.value) != word_key(one.proposal):
            codes.setdefault(one.proposal, []).append(one.value)
    return {ours: list(dict.fromkeys(values)) for ours, values in codes.items()}


def agencies_named(ones: Sequence[OneTable]) -> dict[str, list[str]]:
    """The values of columns of agencies that name one within them, by the agency; what names none is not guessed."""
    known, named = codelist_lookup(codelists()["agency"]), dict[str, list[str]]()
    for one in ones:
        headings = {event.counterparty for event in one.mapped.event}
        for column in one.table.columns:
            for value, _ in column.content.values if column.content.name in headings else ():
                agency = None if word_key(value) in known else known_agency(value)
                if agency and value not in named.setdefault(agency, []):
                    named[agency].append(value)
    return {agency: values for agency, values in named.items() if values}
