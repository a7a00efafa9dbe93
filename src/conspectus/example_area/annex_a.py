"""The council's Annex A workbook: which of its rows are told by a line of a list, and by which line.

A line tells a row only where it can tell all of it: a list has no column for what came of early help, say, so such a
row goes to the canonical events, and nothing is told twice. The lists' columns, and the words that stand in them, are
those of the shipped return format read backwards.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from conspectus.definitions.return_schema import (
    FromColumn,
    ListEvent,
    ListsSchema,
    ReturnList,
    codelists,
    return_schemas,
)
from conspectus.example_area.recording import Record
from conspectus.example_area.register import Happening
from conspectus.example_area.settings import Sender
from conspectus.example_area.written import Row, day_text, text

COMMON = ("person_id", "sex", "ethnicity", "date_of_birth", "disability")
NO_AGENCY = "8"  # "other": a referrer for whom the lists have no code


@dataclass(slots=True)
class Line:
    """One line of a list: whose it is, and the cells that its events fill."""

    one: ReturnList
    number: int  # of its row in the sheet, as if the district were alone
    record: Record
    keys: set[str]
    cells: dict[str, str]


def place(
    rows: Iterable[Happening], *, sender: Sender, records: dict[str, Record], above: int
) -> dict[str, list[Line]]:
    """The lines of each list, in order; each row that one tells is marked, and named by its list, line and key.

    `records` are the council's, by person_id. The lead of a list makes a line, its other events join the
    person's latest one.
    """
    lines: dict[str, list[Line]] = {number: [] for number in sender.lists}
    latest: dict[tuple[str, int], Line] = {}
    for row in rows:
        for one, made, leads in _events(sender.lists, row.event):
            if not tells(made, row):
                continue
            if leads:
                number = above + len(lines[one.id]) + 1
                line = Line(one, number, records[row.person_id], set(), {})
                lines[one.id].append(line)
                latest[one.id, row.person.number] = line
            elif not _joins(row, latest.get((one.id, row.person.number)), made):
                continue
            _tell(row, latest[one.id, row.person.number], made, sender)
    return lines


def _joins(row: Happening, line: Line | None, made: ListEvent) -> bool:
    return line is not None and made.key not in line.keys


def _tell(row: Happening, line: Line, made: ListEvent, sender: Sender) -> None:
    line.keys.add(made.key)
    line.cells |= dict(_cells(row, made, sender))
    row.listed, row.event_id = True, list_id(named(line.one.id, sender), line.number, made.key)
    row.person_id = line.record.person_id
    if made.counterparty is not None and line.cells[made.counterparty.column] == NO_AGENCY:
        row.counterparty = ""


def named(number: str, sender: Sender) -> str:
    """How the ids of a list's events begin: those of CSV files have the name of their format before it."""
    return f"chad-{number}" if "chad" in sender.returns else number


def list_id(number: str, line: int, key: str) -> str:
    """The id that checking gives to an event of a list."""
    return f"{number}-{line}-{key}"


def tells(made: ListEvent, row: Happening) -> bool:
    """Whether a line can say all that the row says."""
    if row.restricted or (row.end is not None and made.ended is None):
        return False
    if isinstance(made.outcome, FromColumn):
        return row.outcome in ("", *_words(made.outcome))
    return row.outcome == (made.outcome or "") and (not row.counterparty or made.counterparty is not None)


def _cells(row: Happening, made: ListEvent, sender: Sender) -> Iterator[tuple[str, str]]:
    assert made.started is not None
    yield made.started, text(row.start, sender)
    if made.ended is not None and row.end is not None:
        yield made.ended, text(row.end, sender)
    if isinstance(made.outcome, FromColumn) and row.outcome:
        yield made.outcome.column, _words(made.outcome)[row.outcome]
    if made.counterparty is not None:
        yield made.counterparty.column, _words(made.counterparty).get(row.counterparty, NO_AGENCY)


def _words(source: FromColumn) -> dict[str, str]:
    """What stands in a column for each of our words."""
    if source.codelist is not None:
        return {ours: theirs[0] for ours, theirs in codelists()[source.codelist].values.items()}
    return {ours: theirs[0] for ours, theirs in source.words.items()}


def _events(lists: dict[str, tuple[str, ...]], word: str) -> Iterator[tuple[ReturnList, ListEvent, bool]]:
    """The lists' events of a word that this council fills in, and whether it makes a line of its own."""
    for number, keys in lists.items():
        one = schema_lists()[number]
        for made in one.event:
            if made.event == word and made.key in keys:
                yield one, made, made.key == keys[0]


@cache
def schema_lists() -> dict[str, ReturnList]:
    """The lists of the shipped format, by number."""
    return {one.id: one for one in _schema().list}


@cache
def _schema() -> ListsSchema:
    schema = return_schemas()["annex-a"]
    assert isinstance(schema, ListsSchema)
    return schema


# --- as rows --------------------------------------------------------------------------------------


def headers(number: str, keys: tuple[str, ...]) -> dict[str, str]:
    """A list's columns as this council fills them in, each with its header."""
    one = schema_lists()[number]
    used = [name for made in one.event if made.key in keys for name in _columns(made)]
    columns = [*(c for c in _schema().common if c.id in COMMON), *(c for c in one.column if c.id in used)]
    return {column.id: column.headers[0] for column in columns}


def _columns(made: ListEvent) -> list[str]:
    sources = [made.started, made.ended, made.outcome, made.counterparty, made.when]
    return [s.column if isinstance(s, FromColumn) else s for s in sources if s]


def line_rows(lines: Iterable[Line], sender: Sender) -> list[Row]:
    """A list's lines as rows."""
    return [_line_row(line, sender) for line in lines]


def _line_row(line: Line, sender: Sender) -> Row:
    record = line.record
    row = {
        "person_id": record.person_id,
        "sex": record.sex,
        "ethnicity": record.ethnicity,
        "date_of_birth": day_text(record.born or record.expected, sender),
        "disability": record.disability,
    }
    for made in line.one.event:
        if made.when is not None and made.key in line.keys:
            row[made.when.column] = next(word for word in made.when.words["yes"] if word)
    return row | line.cells
