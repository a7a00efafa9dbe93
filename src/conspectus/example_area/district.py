"""One district: lived, recorded and told, and the tables that come of it."""

from dataclasses import dataclass

import polars as pl

from conspectus.example_area import tables
from conspectus.example_area.annex_a import Line, headers, line_rows, named
from conspectus.example_area.careers import live
from conspectus.example_area.draw import Draw
from conspectus.example_area.families import settle
from conspectus.example_area.faults import add_faults
from conspectus.example_area.findings import Findings, noted
from conspectus.example_area.form import Form
from conspectus.example_area.links import named_frame
from conspectus.example_area.people import Town
from conspectus.example_area.plan import Plan
from conspectus.example_area.recording import Records, record
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.settings import Sender, lasting, senders, sending
from conspectus.example_area.statutory import Filled
from conspectus.example_area.truth_files import Truth, find, truth_frames
from conspectus.example_area.uncertain import leave_open
from conspectus.example_area.when import lying_in
from conspectus.example_area.written import Row
from conspectus.terms import Agency, Status

SETTLED = (Status.MET, Status.EXEMPT, Status.NOT_EVALUATED)
FAULTY = 0  # the district in which the faults of the pen stand: once in an area


@dataclass(slots=True)
class District:
    """A district before anything is written."""

    town: Town
    book: Register
    records: Records
    sent: dict[Agency, list[Happening]]
    lines: dict[str, list[Line]]
    filled: Filled  # the council's statutory returns
    truth: Truth
    draw: Draw


@dataclass(slots=True)
class DistrictTables:
    """What a district adds to each file: its tables by sender and name, and by name those of the truth."""

    returns: dict[tuple[Agency, str], pl.DataFrame]
    truth: dict[str, pl.DataFrame]
    lines: dict[str, int]  # how many each list of the council has gained, in its file
    findings: Findings
    named: pl.DataFrame  # who could be taken for somebody of another district


def imagine(plan: Plan, district: int = 0) -> District:
    """The district, its records and its truth, nothing written."""
    with lying_in(plan.nation), sending(plan.returns):
        return _imagine(plan, district)


def _imagine(plan: Plan, district: int) -> District:
    draw, book = Draw(f"{plan.seed}/{district}", plan.rates, plan.stories), Register()
    town = settle(draw, children=plan.children_of(district), district=district)
    live(town, draw=draw, book=book, theme=plan.theme)
    leave_open(town, book=book)
    records = record(town, draw=draw, book=book)
    sent, lines, filled = tables.number(town, draw=draw, book=book, records=records, above=plan.above)
    truth = find(town, book=book, sent=sent, records=records, theme=plan.theme)
    return District(town, book, records, sent, lines, filled, truth, draw)


def tell(plan: Plan, district: int) -> DistrictTables:
    """Everything that the files will hold of a district."""
    with lasting(plan.months), sending(plan.returns):
        return _told(plan, district)


def _told(plan: Plan, district: int) -> DistrictTables:
    area = imagine(plan, district)
    returns: dict[tuple[Agency, str], pl.DataFrame] = {}
    for agency, sender in senders().items():
        faulty = district == FAULTY and plan.form is Form.OWN
        for name, rows in _rows(sender, area, faulty=faulty).items():
            returns[agency, name] = tables.frame(name, rows, sender)
        for number, keys in sender.lists.items():
            rows = line_rows(area.lines[number], sender)
            returns[agency, f"List {number}"] = tables.headed(rows, headers(number, keys))
    returns |= {(Agency.COUNCIL, name): table for name, table in area.filled.tables.items()}
    council = senders()[Agency.COUNCIL]
    counted = {named(number, council): len(lines) for number, lines in area.lines.items()} | area.filled.lines
    truth = truth_frames(area.truth, area.town, area.records)
    findings = noted(area.truth, book=area.book, sent=area.sent, records=area.records)
    return DistrictTables(returns, truth, counted, findings, named_frame(area.town, area.records))


def _rows(sender: Sender, area: District, *, faulty: bool) -> dict[str, list[Row]]:
    people = tables.people(sender.agency, area.records, area.draw)
    events = tables.events(sender, area.sent[sender.agency], area.draw)
    related = tables.relationships(sender, area.book.bonds, area.records, area.draw)
    if faulty:
        add_faults(sender, people, events, area.draw, settled=_settled(sender, area))
    if sender.returns:
        return {"people": people, "relationships": related}
    return {"people": people, "events": events, "relationships": related}


def _settled(sender: Sender, area: District) -> set[str]:
    """The sender's ids of people for whom everything owed was done in time, or was not owed after all."""
    waiting = {
        person.number for person, _, outcome in area.truth.obligations if outcome.status not in SETTLED
    }
    kept = area.records[sender.agency]
    return {record.person_id for number in kept.keys() - waiting for record in kept[number]}
