"""From what happened to the rows that each sender sends, in its own words, codes and dates."""

from collections.abc import Iterable

import polars as pl

from conspectus.example_area import statutory
from conspectus.example_area.annex_a import Line, place
from conspectus.example_area.draw import Draw
from conspectus.example_area.people import Town
from conspectus.example_area.recording import Record, Records, all_of
from conspectus.example_area.register import Bond, Happening, Register
from conspectus.example_area.settings import Sender, senders
from conspectus.example_area.written import Row, coded, day_text, text
from conspectus.terms import Agency

PEOPLE = (
    "person_id",
    "forename",
    "surname",
    "other_names",
    "date_of_birth",
    "expected_date_of_birth",
    "sex",
    "postcode",
    "address",
    "nhs_number",
    "upn",
    "household",
    "ethnicity",
    "disability",
    "restricted",
)
EVENTS = (
    "event_id",
    "person_id",
    "event",
    "started",
    "ended",
    "outcome",
    "counterparty",
    "refers_to",
    "source_ref",
    "restricted",
)
RELATIONSHIPS = ("person_id", "related_person_id", "relation", "from", "to")
NATIVE_DAYS = ("date_of_birth", "expected_date_of_birth", "started", "ended", "from", "to")
EVENT_IDS = 100_000  # of one sender in a district, at most
COLUMNS = {"people": PEOPLE, "events": EVENTS, "relationships": RELATIONSHIPS}


def number(
    town: Town, *, draw: Draw, book: Register, records: Records, above: int
) -> tuple[dict[Agency, list[Happening]], dict[str, list[Line]], statutory.Filled]:
    """The rows that each agency sends, in order of time, with its sender's ids; the council's lists and returns.

    `above` is how many lines stand above the first one in the sheet of a list.
    """
    sent: dict[Agency, list[Happening]] = {agency: [] for agency in senders()}
    for person in town.people:
        for row in book.sent(person):
            sent[row.agency].append(row)
    lines: dict[str, list[Line]] = {}
    filled = statutory.Filled()
    for agency, rows in sent.items():
        rows.sort(key=lambda row: (row.start.first, row.occasion))
        sender = senders()[agency]
        _name(rows, sender, records[agency], draw, town.district * EVENT_IDS)
        known = {record.person_id: record for kept in records[agency].values() for record in kept}
        if sender.lists:
            lines = place(rows, sender=sender, records=known, above=above)
        if sender.returns:
            filled = statutory.fill(rows, returns=sender.returns, records=known)
            sent[agency] = _told_alone(rows, filled.told)
    _forget_lines_answered(sent)
    return sent, lines, filled


def _told_alone(rows: list[Happening], told: list[Happening]) -> list[Happening]:
    """The rows that statutory returns tell, with those that they tell beyond; the others are not sent."""
    for row in rows:
        row.untold = not row.listed
    known = {id(row) for row in rows}
    kept = [row for row in rows if row.listed] + [row for row in told if id(row) not in known]
    return sorted(kept, key=lambda row: (row.start.first, row.occasion))


def _name(
    rows: list[Happening], sender: Sender, records: dict[int, list[Record]], draw: Draw, taken: int
) -> None:
    ids: dict[int, str] = {}
    for row in rows:
        row.sender = sender.sender
        row.event_id = ids.setdefault(row.occasion, f"{sender.event_prefix}-{taken + len(ids) + 1:06d}")
        row.person_id = draw.pick(records[row.person.number]).person_id
        if row.end is not None and row.end.last.date() > sender.to:
            row.end = None  # not known yet when the return was made


def _forget_lines_answered(sent: dict[Agency, list[Happening]]) -> None:
    """Nobody knows the number of a line in somebody's workbook, so no row refers to one."""
    for rows in sent.values():
        for row in rows:
            if row.answers is not None and row.answers.listed:
                row.answers = None


def people(agency: Agency, records: Records, draw: Draw) -> list[Row]:
    """One sender's `people`."""
    return [_person(record, draw) for record in all_of(records, agency)]


def _person(record: Record, draw: Draw) -> Row:
    sender = record.sender
    return {
        "person_id": record.person_id,
        "forename": record.forename,
        "surname": record.surname,
        "other_names": record.other_names,
        "date_of_birth": day_text(record.born, sender),
        "expected_date_of_birth": day_text(record.expected, sender),
        "sex": coded(sender, "sex", record.sex, draw),
        "postcode": record.postcode,
        "address": record.address,
        "nhs_number": record.nhs_number,
        "upn": record.upn,
        "household": record.household,
        "ethnicity": record.ethnicity,
        "disability": record.disability,
        "restricted": coded(sender, "restricted", "true", draw) if record.restricted else "",
    }


def events(sender: Sender, rows: Iterable[Happening], draw: Draw) -> list[Row]:
    """One sender's `events`, those that its lists tell left out."""
    return [_event(row, sender, number, draw) for number, row in enumerate(rows, 1) if not row.listed]


def _event(row: Happening, sender: Sender, number: int, draw: Draw) -> Row:
    answers = row.answers.event_id if row.answers is not None else ""
    return {
        "event_id": row.event_id,
        "person_id": row.person_id,
        "event": coded(sender, "event", row.event, draw),
        "started": text(row.start, sender),
        "ended": text(row.end, sender) if row.end is not None else "",
        "outcome": coded(sender, "outcome", row.outcome, draw),
        "counterparty": coded(sender, "counterparty", row.counterparty, draw),
        "refers_to": answers,
        "source_ref": f"{sender.event_prefix}/{row.start.day.year}/{number}",
        "restricted": coded(sender, "restricted", "true", draw) if row.restricted else "",
    }


def relationships(sender: Sender, bonds: Iterable[Bond], records: Records, draw: Draw) -> list[Row]:
    """One sender's `relationships`."""
    return [
        {
            "person_id": records[sender.agency][bond.person.number][0].person_id,
            "related_person_id": records[sender.agency][bond.related.number][0].person_id,
            "relation": coded(sender, "relation", bond.relation, draw),
            "from": day_text(bond.since, sender),
            "to": day_text(bond.until, sender),
        }
        for bond in bonds
        if bond.agency == sender.agency
    ]


def frame(name: str, rows: list[Row], sender: Sender) -> pl.DataFrame:
    """One of the sender's tables under its own headers, as text save where the sender keeps true days."""
    mapped = sender.columns.get(name, {})
    made = headed(rows, {column: mapped.get(column, column) for column in COLUMNS[name]})
    if sender.dates == "native":
        days = [mapped.get(column, column) for column in COLUMNS[name] if column in NATIVE_DAYS]
        made = made.with_columns(pl.col(days).str.to_date("%Y-%m-%d"))
    return made


def headed(rows: list[Row], named: dict[str, str]) -> pl.DataFrame:
    """Rows as text under the headers given by column; what is empty is null."""
    columns = {theirs: [row.get(ours) or None for row in rows] for ours, theirs in named.items()}
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
