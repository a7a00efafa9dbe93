"""Writes `truth/`: who is who, every obligation, and every child who fits a pattern."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from conspectus.definitions import patterns
from conspectus.example_area.links import links_frame, people_frame
from conspectus.example_area.people import Person, Town
from conspectus.example_area.recording import Records, of_person
from conspectus.example_area.register import Bond, Happening, Register
from conspectus.example_area.truth import Key, Outcome, obligations
from conspectus.example_area.truth_gaps import Fit, fits
from conspectus.terms import Agency, Relation

OBLIGATIONS = {
    "duty": pl.Utf8,
    "part": pl.Utf8,
    "agency": pl.Utf8,
    "counterparty": pl.Utf8,
    "child": pl.Utf8,
    "trigger_ref": pl.Utf8,
    "n": pl.Int64,
    "status": pl.Utf8,
    "due_day": pl.Date,
    "response_ref": pl.Utf8,
}
GAPS = {
    "pattern": pl.Utf8,
    "child": pl.Utf8,
    "visible_on": pl.Date,
    "acted_on": pl.Date,
    "event_ref": pl.Utf8,
    "holders": pl.Utf8,
    "gap": pl.Utf8,
}


@dataclass(slots=True)
class Truth:
    """What the files of `truth/` say, for those who go on to cite it."""

    obligations: list[tuple[Person, Key, Outcome]]
    fits: list[tuple[Person, Fit]]


def find(town: Town, *, book: Register, sent: dict[Agency, list[Happening]], records: Records) -> Truth:
    """Every obligation and every fit of everyone, from the rows as sent."""
    rows: dict[int, list[Happening]] = defaultdict(list)
    for kept in sent.values():
        for row in kept:
            rows[row.person.number].append(row)
    bonds: dict[int, list[Bond]] = defaultdict(list)
    for bond in book.bonds:
        bonds[bond.related.number].append(bond)
    owed, found = [], []
    for person in town.people:
        own = rows[person.number]
        owed += [
            (person, key, outcome) for key, outcome in obligations(own, born=_born(records, person)).items()
        ]
        if person.child:
            found += [(person, fit) for fit in fits(own, _through(bonds[person.number], rows))]
    return Truth(owed, found)


def _born(records: Records, person: Person) -> date | None:
    """The date of birth of the first record that has one, else the expected one, as a casebook takes it."""
    kept = of_person(records, person)
    dates = [record.born for record in kept if record.born] + [
        record.expected for record in kept if record.expected
    ]
    return next(iter(dates), None)


def _through(bonds: list[Bond], rows: dict[int, list[Happening]]) -> dict[str, list[Happening]]:
    """The rows of related people, by relation, each person once, from the day on which the relation holds."""
    through: dict[str, list[Happening]] = {relation: [] for relation in Relation}
    wanted = {sign.through for pattern in patterns().values() for sign in pattern.sign}
    for bond in bonds:
        if bond.relation in wanted:
            since = bond.since
            through[bond.relation] += [
                row for row in rows[bond.person.number] if since is None or row.start.day >= since
            ]
    return through


def write_truth(folder: Path, *, truth: Truth, town: Town, records: Records) -> None:
    """The four tables, as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    people_frame(town, records).write_csv(folder / "people.csv")
    links_frame(town, records).write_csv(folder / "links.csv")
    owed = [
        (k.duty, k.part, k.agency, k.counterparty, p.key, k.trigger_ref, k.n, o.status, o.due, o.response_ref)
        for p, k, o in truth.obligations
    ]
    frame = pl.DataFrame(owed, schema=OBLIGATIONS, orient="row")
    frame.sort("duty", "part", "agency", "trigger_ref", "n", "counterparty").write_csv(
        folder / "obligations.csv"
    )
    seen = [
        (
            f.pattern,
            p.key,
            f.visible_on,
            f.acted_on,
            f.event_ref,
            " ".join(f.holders),
            "yes" if f.gap else "no",
        )
        for p, f in truth.fits
    ]
    pl.DataFrame(seen, schema=GAPS, orient="row").sort("pattern", "child").write_csv(folder / "silo_gaps.csv")
