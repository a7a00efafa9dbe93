"""The tables of `truth/`: who is who, every obligation, and every child who fits a pattern."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import polars as pl

from conspectus.example_area.links import links_frame, people_frame
from conspectus.example_area.people import Person, Town
from conspectus.example_area.recording import Records, of_person
from conspectus.example_area.register import Happening, Register
from conspectus.example_area.ties import related_rows
from conspectus.example_area.truth import obligations
from conspectus.example_area.truth_gaps import Fit, fits
from conspectus.example_area.truth_outcome import Key, Outcome
from conspectus.terms import Agency

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


REFS = ("trigger_ref", "response_ref", "event_ref")
LINE = r"^(?<sender>northshire-council/)(?<list>[a-z0-9-]+?)-(?<line>\d+)(?<rest>-\w+/.*)$"


@dataclass(slots=True)
class Truth:
    """What the files of `truth/` say of a district, for those who go on to cite it."""

    obligations: list[tuple[Person, Key, Outcome]]
    fits: list[tuple[Person, Fit]]


def find(
    town: Town, *, book: Register, sent: dict[Agency, list[Happening]], records: Records, theme: str
) -> Truth:
    """Every obligation and every fit of everyone, from the rows as sent."""
    rows: dict[int, list[Happening]] = defaultdict(list)
    for kept in sent.values():
        for row in kept:
            rows[row.person.number].append(row)
    owed, found = [], []
    for person in town.people:
        own = rows[person.number]
        born = _born(records, person)
        owed += [(person, key, outcome) for key, outcome in obligations(own, born=born).items()]
        if person.child:
            found += [(person, fit) for fit in fits(own, related_rows(person, book), theme=theme)]
    return Truth(owed, found)


def _born(records: Records, person: Person) -> date | None:
    """The date of birth of the first record that has one, else the expected one, as a casebook takes it."""
    kept = of_person(records, person)
    dates = [record.born for record in kept if record.born]
    dates += [record.expected for record in kept if record.expected]
    return next(iter(dates), None)


def truth_frames(truth: Truth, town: Town, records: Records) -> dict[str, pl.DataFrame]:
    """A district's part of the four tables, each in the order of its key."""
    owed = [
        (k.duty, k.part, k.agency, k.counterparty, p.key, k.trigger_ref, k.n, o.status, o.due, o.response_ref)
        for p, k, o in truth.obligations
    ]
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
    order = ("duty", "part", "agency", "trigger_ref", "n", "counterparty")
    return {
        "people": people_frame(town, records),
        "links": links_frame(town, records),
        "obligations": pl.DataFrame(owed, schema=OBLIGATIONS, orient="row").sort(order),
        "silo_gaps": pl.DataFrame(seen, schema=GAPS, orient="row").sort("pattern", "child"),
    }


def moved(frame: pl.DataFrame, by: dict[str, int]) -> pl.DataFrame:
    """A truth table whose references to lines of the council's lists count the lines of the districts before."""
    refs = [name for name in REFS if name in frame.columns]
    if not refs or not any(by.values()):
        return frame
    return frame.with_columns(_moved(name, by).alias(name) for name in refs)


def _moved(name: str, by: dict[str, int]) -> pl.Expr:
    parts = pl.col(name).str.extract_groups(LINE)
    before = parts.struct["list"].replace_strict(by, default=0, return_dtype=pl.Int64)
    line = parts.struct["line"].cast(pl.Int64) + before
    told = pl.concat_str(
        parts.struct["sender"], pl.format("{}-{}", parts.struct["list"], line), parts.struct["rest"]
    )
    return told.fill_null(pl.col(name))
