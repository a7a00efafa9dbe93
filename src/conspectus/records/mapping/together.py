"""What a column is by what stands beside it: in its own table, and in the others of one export."""

from collections.abc import Sequence
from dataclasses import replace

from conspectus.definitions.heading_rules import Proposal, heading_rules
from conspectus.records.mapping.columns import stands_in, words_of
from conspectus.records.mapping.event_words import Meanings
from conspectus.records.mapping.events import word_column
from conspectus.records.mapping.people import NAMED, field_of
from conspectus.records.mapping.proposing import BY_CONTENT, Proposed
from conspectus.records.mapping.tables import FILLED, UNIQUE, Table
from conspectus.records.returns.mapped import MappedTable

ALIKE = 0.5  # of the numbers of one table that must stand in the other


def with_days(table: Table, meanings: Meanings) -> Table:
    """The table with the day of writing as its moment, where words say what happened and nothing says when."""
    own = [
        one
        for one in table.of("moment")
        if one.content.kind == "date" and not meanings.heads(one.content.name)
    ]
    if own or word_column(table, meanings) is None:
        return table
    written = set(heading_rules().written)
    days = [
        one
        for one in table.of("nothing")
        if one.content.kind == "date" and one.content.filled >= FILLED and written & set(one.words.split())
    ]
    return _with(table, days[0], "moment") if days else table


def with_numbers_of_people(tables: Sequence[Table]) -> list[Table]:
    """The tables with numbers of the record that are numbers of people, as what stands beside them shows.

    Such a number stands once for each person in a table with names, and again and again in another without; or again
    and again in one table, always beside the same name and date of birth.
    """
    made = list(tables)
    for place, table in enumerate(made):
        for one in table.of("reference"):
            if _names(table) and not table.of("person") and _always_beside(one, table):
                made[place] = table = _with(table, one, "person")
    for place, table in enumerate(made):
        if not _names(table):
            continue
        for one in table.of("reference", "person"):
            for at, other in enumerate(made):
                theirs = _same_number(one, other) if at != place and not _names(other) else None
                if theirs is None or not _once(one, table) or _once(theirs, other):
                    continue
                made[place] = table = _with(table, one, "person") if not table.of("person") else table
                made[at] = _with(other, theirs, "person") if not other.of("person") else other
    return made


def _names(table: Table) -> list[Proposed]:
    """The columns by which people are told apart."""
    return [one for one in table.of("name", "date_of_birth") if field_of(one) in NAMED]


def _once(one: Proposed, table: Table) -> bool:
    """Whether a number stands in one row alone."""
    return one.content.distinct >= UNIQUE * one.content.filled * table.headed.rows.height


def _always_beside(one: Proposed, table: Table) -> bool:
    """Whether a number that stands in several rows has the same people beside it in all of them."""
    if _once(one, table):
        return False
    cells = {column.content.name: column.content.cell for column in (one, *_names(table))}
    rows = table.headed.rows.select(cells.values()).drop_nulls()
    numbers = rows[one.content.cell].n_unique()
    return rows.height > numbers and rows.unique().height <= numbers / UNIQUE


def _same_number(one: Proposed, other: Table) -> Proposed | None:
    """The column of another table that holds these numbers."""
    held = {value for value, _ in one.content.values}
    for theirs in other.of("reference", "person"):
        values = {value for value, _ in theirs.content.values}
        if values and len(values & held) >= ALIKE * len(values):
            return theirs
    return None


def _with(table: Table, column: Proposed, proposal: Proposal) -> Table:
    told = replace(column, proposal=proposal, confidence=BY_CONTENT)
    return replace(table, columns=tuple(told if one is column else one for one in table.columns))


def joined(tables: Sequence[tuple[Table, MappedTable]]) -> list[MappedTable]:
    """The tables, where one lists the people of another's events with the number that both have."""
    made = []
    for table, mapped in tables:
        person = mapped.person[0] if mapped.person else None
        number = _number_of_others(table, tables) if person and not mapped.event else None
        if person is None or number is None:
            made.append(mapped)
            continue
        role = next((one for one in table.of("word") if stands_in("role", one.words)), None)
        own = _own_roles(role) if role else ()
        told = {"event_id": number, "role": role.content.name if role and own else None, "roles": own}
        made.append(
            mapped.model_copy(update={"person": (person.model_copy(update=told), *mapped.person[1:])})
        )
    return made


def _number_of_others(table: Table, tables: Sequence[tuple[Table, MappedTable]]) -> str | None:
    """The column of this table that holds numbers of events of another which names nobody."""
    theirs: set[str] = set()
    for other, mapped in tables:
        if not mapped.person:
            numbers = {one.event_id for one in mapped.event}
            theirs |= {
                value
                for one in other.columns
                if one.content.name in numbers
                for value, _ in one.content.values
            }
    for one in table.of("reference"):
        held = {value for value, _ in one.content.values}
        if held and len(held & theirs) * 2 >= len(held):
            return one.content.name
    return None


def _own_roles(role: Proposed) -> tuple[str, ...]:
    own = {words_of(word) for word in heading_rules().own_roles}
    return tuple(value for value, _ in role.content.values if words_of(value) in own)
