"""Who truly is who, as link decisions: a star of `same`, and `different` between people easily confused."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

import polars as pl

from conspectus.example_area.people import Person, Town
from conspectus.example_area.recording import Record, Records, of_person
from conspectus.terms import LINK_DECISION

SCHEMA = dict.fromkeys(LINK_DECISION, pl.Utf8)
NAMED = {"key": pl.String, "exact": pl.Boolean, "sender": pl.String, "person_id": pl.String}
DECIDED_ON = "2026-04-15T00:00:00Z"


def people_frame(town: Town, records: Records) -> pl.DataFrame:
    """Every sender's record and whose it truly is: sender, person_id, child, tradition."""
    rows = [
        (record.sender.sender, record.person_id, person.key, person.tradition)
        for person in town.people
        for record in of_person(records, person)
    ]
    schema = dict.fromkeys(("sender", "person_id", "child", "tradition"), pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row").sort("sender", "person_id")


def links_frame(town: Town, records: Records) -> pl.DataFrame:
    """Decisions in the form of `--decisions`."""
    firsts: dict[int, Record] = {}
    rows: list[tuple[str, ...]] = []
    keys: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for person in town.people:
        kept = of_person(records, person)
        if kept:
            firsts[person.number] = kept[0]
            rows += [_decision(kept[0], other, "same") for other in kept[1:]]
            for key in _confusable(person, kept):
                keys[key].add(person.number)
    for family in town.families:
        keys["family", family.number] = {person.number for person in family.members} & firsts.keys()
    pairs = {pair for alike in keys.values() for pair in combinations(sorted(alike), 2)}
    rows += [_decision(firsts[a], firsts[b], "different") for a, b in sorted(pairs)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def named_frame(town: Town, records: Records) -> pl.DataFrame:
    """Everyone's first record, under each name and date of birth that they go by, in truth or in any record."""
    rows = {
        (key, exact, kept[0].sender.sender, kept[0].person_id)
        for person in town.people
        if (kept := of_person(records, person))
        for forename, surname, born in (
            (person.forename, person.surname, person.born),
            *((record.forename, record.surname, record.born) for record in kept),
        )
        if born is not None
        for key, exact in alike(f"{forename} {surname}".casefold(), born)
    }
    return pl.DataFrame(sorted(rows), schema=NAMED, orient="row")


def alike(name: str, born: date) -> Iterator[tuple[str, bool]]:
    """What two must share to be taken for one: all of a date but one part, parts that changed places, or a year.

    A year is enough only with a first of January, by which people write that they know no more.
    """
    low, high = sorted((born.month, born.day))
    yield f"{name} {born:%Y-%m}", True
    yield f"{name} {born:%Y, day %d}", True
    yield f"{name} {born.year}, {low} and {high}", True
    yield f"{name} {born.year}", (born.month, born.day) == (1, 1)


def namesakes(districts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """`different` for all who share a name and nearly a date of birth with somebody of another district.

    Two of one district are told apart there, on less than that.
    """
    numbered = pl.concat(
        [frame.with_columns(district=pl.lit(number)) for number, frame in enumerate(districts)]
    )
    shared = numbered.filter(
        (pl.col("district").n_unique().over("key") > 1) & pl.col("exact").any().over("key")
    )
    pairs = shared.join(shared, on="key", suffix="_b").filter(
        (pl.col("district") < pl.col("district_b")) & (pl.col("exact") | pl.col("exact_b"))
    )
    apart = pairs.select(
        pl.col("sender").alias("sender_a"), pl.col("person_id").alias("person_id_a"), "sender_b", "person_id_b",
        decision=pl.lit("different"), by=pl.lit("truth"), at=pl.lit(DECIDED_ON),
    )  # fmt: skip
    return apart.unique().sort(apart.columns)


def _confusable(person: Person, kept: list[Record]) -> set[tuple[object, ...]]:
    """What two people must not share unnoticed, in truth or in any sender's record of them."""
    keys: set[tuple[object, ...]] = set()
    versions = [(r.forename, r.surname, r.born, r.postcode) for r in kept]
    versions += [(person.forename, person.surname, person.born, home.postcode) for home in person.homes]
    for forename, surname, born, postcode in versions:
        fore, sur = forename.casefold(), surname.casefold()
        keys |= {("names", fore, sur), ("fore at", fore, postcode)}
        if born is not None:
            keys |= {("sur born", sur, born), ("fore born", fore, born)}
    return keys


def _decision(a: Record, b: Record, decision: str) -> tuple[str, ...]:
    return a.sender.sender, a.person_id, b.sender.sender, b.person_id, decision, "truth", DECIDED_ON
