"""Checking a sender's return: `python -m benchmarks.checking [ROWS …]`.

The return is made up: events with times, in one and in four ways of writing dates, for a tenth as many people;
one row in a hundred has a fault. Beside it stands a bare parse of its events by Polars, every cell as text and
none looked at, which is the least that anybody could do; `returns.check` reads, hashes, types, checks by every
rule, words each issue and makes the casebook's tables.

The sector's validator (csc-validator-be-903, made for another statutory return) runs eight of its rules on as
many rows of made-up files of its own. Each has a check of ours of the same kind, in brackets: a date that is
none (date-unreadable), end before start (end-before-start), a child not in the list of children
(person-unknown), the same thing twice (event-twice), an event before the birth (event-before-birth), a code in
no list (event-unknown), what is required is missing (started-missing), after the period (outside-period).
Ours are run with all our other rules of events, since they cannot be had singly. *From the files* is the whole run of
both; *rules alone* starts from tables of text and includes reading the dates, as it does in the validator. The
validator reads one file more, the social workers', at which its rule of doubles looks.
"""

import tempfile
from functools import cache, partial
from pathlib import Path

import polars as pl

from benchmarks.made.returns import write_return
from benchmarks.row import Measure, Row, alone, peer, put, sizes
from benchmarks.stages import put_stages
from conspectus.definitions.return_schema import TablesSchema, return_schemas
from conspectus.records import returns
from conspectus.records.returns.events import read_events
from conspectus.records.returns.holding import hold_tables
from conspectus.records.returns.manifest import Manifest, read_manifest
from conspectus.records.returns.people import read_people
from conspectus.records.sheets import Sheet, read_folder

SIZES = (5_000, 50_000, 500_000)
MOST, LEAST = 2.0, 30.0


def main(sizes: list[int]) -> None:
    """A row for each size beside the bare parse, and two beside the validator at the largest."""
    before: Measure | None = None
    for rows in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = write_return(Path(name) / "police", rows=rows)
            ours = beside_parse(folder, rows=rows, before=before, what="checking a return")
            if rows == sizes[-1]:
                put_stages(partial(check, str(folder)), what="checking a return", size=f"{rows:,} rows")
                four = write_return(Path(name) / "four" / "police", rows=rows, styles=4)
                beside_parse(four, rows=rows, before=None, what="the same, four ways of writing dates")
                beside_validator(folder, rows=rows, ours=ours)
            before = ours


def beside_parse(folder: Path, *, rows: int, before: Measure | None, what: str) -> Measure:
    """One row: ours and the bare parse."""
    ours, bare = (alone("benchmarks.checking", way, folder, times=5) for way in ("ours", "bare"))
    ratio = ours.seconds / bare.seconds
    put(
        Row(
            work=what,
            size=f"{rows:,} rows",
            ours=f"{ours.seconds:.2f} s",
            peer=f"bare parse, {bare.seconds:.3f} s",
            figure=f"{ratio:.1f} x",
            reach=f"at most {MOST:.0f} x",
            held=ratio <= MOST,
            memory=f"{ours.peak:.1f} / {bare.peak:.1f} GB",
            growth=f"{ours.seconds / before.seconds:.1f} x the time" if before else "",
        )
    )
    return ours


def beside_validator(folder: Path, *, rows: int, ours: Measure) -> None:
    """Two rows: from the files, and the rules alone."""
    theirs = peer("csc_validator", rows)
    # The best of five: the first of them makes the tables that the others find made.
    rules = alone("benchmarks.checking", "rules", folder, times=5)
    for what, our, their in (
        ("eight rules, from the files", ours.seconds, theirs["whole"]),
        ("eight rules alone", rules.seconds, theirs["rules"]),
    ):
        put(
            Row(
                work=what,
                size=f"{rows:,} rows",
                ours=f"{our:.2f} s",
                peer=f"csc-validator-be-903, {their:.1f} s",
                figure=f"{their / our:.0f} x faster",
                reach=f"at least {LEAST:.0f} x",
                held=their / our >= LEAST,
                memory=f"{ours.peak:.1f} / {theirs['peak']:.1f} GB",
            )
        )


def check(folder: str) -> None:
    """The whole of ours."""
    returns.check(Path(folder))


def bare(folder: str) -> None:
    """Every cell of the events as text."""
    pl.read_csv(Path(folder) / "events.csv", infer_schema=False)


@cache
def prepared(folder: str) -> tuple[pl.DataFrame, pl.DataFrame, Manifest]:
    """Events as text, people as checked, and the manifest."""
    schema = return_schemas()["events-1"]
    manifest, _ = read_manifest(Path(folder))
    assert manifest is not None
    assert isinstance(schema, TablesSchema)
    sheets = [one for one in read_folder(Path(folder)) if isinstance(one, Sheet)]
    held, _ = hold_tables(sheets, schema=schema, manifest=manifest)
    texts = {one.holds: one.text(schema.tables[one.holds].column) for one in held.matched}  # type: ignore[index]
    people, _ = read_people(texts["people"], manifest=manifest)
    return texts["events"], people.rows, manifest


def rules_alone(folder: str) -> None:
    """Dates, words and every rule of events, from tables of text; what stands before is made once."""
    events, people, manifest = prepared(folder)
    read_events(events, people=people, manifest=manifest)


WAYS = {"ours": check, "bare": bare, "rules": rules_alone}

if __name__ == "__main__":
    main(sizes(*SIZES))
