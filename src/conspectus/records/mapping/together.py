"""What a column is by what stands beside it: in its own table, and in the others of one export."""

from collections.abc import Sequence
from dataclasses import replace

from conspectus.definitions.heading_rules import Proposal, heading_rules
from conspectus.records.mapping.event_words import Meanings
from conspectus.records.mapping.parts import FILLED, NAMED, UNIQUE, Table, field_of, word_column
from conspectus.records.mapping.proposing import BY_CONTENT, Proposed

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
