"""From what happened to the rows that each sender sends, in its own words, codes and dates."""

from collections.abc import Iterable
from datetime import date

from conspectus.example_area.draw import Draw
from conspectus.example_area.people import Town
from conspectus.example_area.recording import Record, Records, all_of
from conspectus.example_area.register import Bond, Happening, Register, is_sent
from conspectus.example_area.settings import Sender, senders
from conspectus.example_area.when import When
from conspectus.terms import Agency, Precision

Row = dict[str, str]
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
COLUMNS = {"people": PEOPLE, "events": EVENTS, "relationships": RELATIONSHIPS}


def number(town: Town, *, draw: Draw, book: Register, records: Records) -> dict[Agency, list[Happening]]:
    """The rows that each agency sends, in order of time, each with its sender's ids."""
    sent: dict[Agency, list[Happening]] = {agency: [] for agency in senders()}
    for person in town.people:
        for row in book.of(person):
            if is_sent(row):
                sent[row.agency].append(row)
    for agency, rows in sent.items():
        rows.sort(key=lambda row: (row.start.first, row.occasion))
        _name(rows, senders()[agency], records, draw)
    return sent


def _name(rows: list[Happening], sender: Sender, records: Records, draw: Draw) -> None:
    ids: dict[int, str] = {}
    for row in rows:
        row.sender = sender.sender
        row.event_id = ids.setdefault(row.occasion, f"{sender.event_prefix}-{len(ids) + 1:06d}")
        row.person_id = draw.pick(records[sender.agency, row.person.number]).person_id
        if row.end is not None and row.end.last.date() > sender.to:
            row.end = None  # not known yet when the return was made


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
    """One sender's `events`."""
    return [_event(row, sender, place, draw) for place, row in enumerate(rows, 1)]


def _event(row: Happening, sender: Sender, place: int, draw: Draw) -> Row:
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
        "source_ref": f"{sender.event_prefix}/{row.start.day.year}/{place}",
        "restricted": coded(sender, "restricted", "true", draw) if row.restricted else "",
    }


def relationships(sender: Sender, bonds: Iterable[Bond], records: Records, draw: Draw) -> list[Row]:
    """One sender's `relationships`."""
    return [
        {
            "person_id": records[sender.agency, bond.person.number][0].person_id,
            "related_person_id": records[sender.agency, bond.related.number][0].person_id,
            "relation": coded(sender, "relation", bond.relation, draw),
            "from": day_text(bond.since, sender),
            "to": day_text(bond.until, sender),
        }
        for bond in bonds
        if bond.agency == sender.agency
    ]


def coded(sender: Sender, column: str, word: str, draw: Draw) -> str:
    """A word in the sender's codes; one of several where it has several."""
    codes = sender.codes.get(column, {}).get(word)
    return draw.pick(codes) if codes else str(word)


def day_text(day: date | None, sender: Sender) -> str:
    """A day in the sender's way of writing."""
    if day is None:
        return ""
    if sender.dates == "british":
        return f"{day:%d/%m/%Y}"
    return f"{day.day} {day:%B %Y}" if sender.dates == "worded" else day.isoformat()


def text(when: When, sender: Sender) -> str:
    """A date in the sender's way of writing, with as much as is known of it."""
    if when.precision == Precision.MONTH:
        return f"{when.first:%Y-%m}" if sender.dates == "iso" else f"{when.first:%B %Y}"
    if when.precision == Precision.UNCERTAIN:
        return f"?{when.written.day} {when.written:%B %Y}"
    day = day_text(when.day, sender)
    if when.precision == Precision.DAY or sender.dates == "native":
        return day
    return f"{day}T{when.first:%H:%M}" if sender.dates == "iso" else f"{day} {when.first:%H:%M}"
