"""Rows with a fault, added beside the good ones: a check must find each, and no status rests on any."""

from collections.abc import Set

from conspectus.example_area.draw import Draw
from conspectus.example_area.settings import Sender
from conspectus.example_area.written import Row
from conspectus.terms import Agency

FAULTS = (
    "impossible_date",
    "unknown_person",
    "same_event_twice",
    "unknown_word",
    "no_date",
)
# Words of which no duty and no pattern asks: a row that cannot be used leaves nobody's obligation waiting for it,
# so that the truth about obligations stays what it is.
IDLE = {
    Agency.COUNCIL: "care_leaver",
    Agency.HEALTH: "mental_health_support",
    Agency.EDUCATION: "school_roll",
    Agency.YOUTH_JUSTICE: "youth_justice_order",
    Agency.VOLUNTARY: "support_session",
}


def add_faults(
    sender: Sender, people: list[Row], events: list[Row], draw: Draw, *, settled: Set[str]
) -> list[tuple[str, int]]:
    """Insert junk rows into both tables; returns each fault with its place among the events, from 0.

    `settled`: ids of people for whom nothing owed was late or left undone, whom a word that may be anything is put to.
    """
    # Columns of true dates (Parquet) have no room for words that are no dates.
    if sender.format == "parquet" or not events:
        return []
    _same_person_twice(people, draw)
    quiet = [row for row in events if row["person_id"] in settled] or events
    wanted = [
        (fault, _junk(fault, number, sender, draw.pick(quiet if fault == "unknown_word" else events), draw))
        for number, fault in enumerate(FAULTS)
    ]
    for _, row in wanted:
        events.insert(draw.between(0, len(events)), row)
    return [(fault, next(p for p, row in enumerate(events) if row is junk)) for fault, junk in wanted]


def _junk(fault: str, number: int, sender: Sender, like: Row, draw: Draw) -> Row:
    row = dict(like)
    if fault == "same_event_twice":
        return row
    row |= {
        "event_id": f"{sender.event_prefix}-9{number:05d}",
        "refers_to": "",
        "outcome": "",
        "counterparty": "",
    }
    row["event"] = IDLE.get(sender.agency, "dental_check")
    if fault == "impossible_date":
        row["started"] = {"iso": "2025-02-30", "british": "31/06/2025", "worded": "31 June 2025"}[
            sender.dates
        ]
    elif fault == "unknown_person":
        row["person_id"] = f"{sender.person_prefix}000000"
    elif fault == "unknown_word":
        row["event"] = draw.pick(("tel call", "misc", "SEE NOTES"))
    else:
        row["started"] = ""
    return row


def _same_person_twice(people: list[Row], draw: Draw) -> None:
    people.insert(draw.between(1, len(people)), dict(people[0]))
