"""How well records are brought together, with the truth known; the figures are printed (`pytest -s`)."""

import sys
import time
from itertools import combinations

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.records.linkage.linkage_made_up import make, measured
from tests.records.linkage.linkage_people import decision_table, groups, linked

from conspectus.records.casebook import schema
from conspectus.records.engine import Engine

Truth = dict[tuple[str, str], str]
Area = tuple[pl.DataFrame, pl.DataFrame, Truth]
Pairs = list[tuple[tuple[str, str], tuple[str, str]]]


@pytest.fixture(scope="module")
def area() -> Area:
    return make(1_500, 11)


@pytest.fixture(scope="module")
def built(area: Area) -> Engine:
    people, relationships, _ = area
    return linked(people, relationships=relationships)


def test_five_thousand_records_come_together(capsys: pytest.CaptureFixture[str]) -> None:
    people, relationships, truth = make(5_000, 11)
    began = time.perf_counter()
    engine = linked(people, relationships=relationships)
    found = measured(truth, groups(engine))
    with capsys.disabled():
        seconds = time.perf_counter() - began
        sys.stdout.write(f"\nlinkage, {people.height:,} records: {found}, in {seconds:.1f} s\n")
    assert found.f1 >= 0.985
    assert found.precision >= 0.985
    rows = engine.rows("select sender_a, person_id_a, sender_b, person_id_b, probability from questions")
    right = sum(truth[a, b] == truth[c, d] for a, b, c, d, _ in rows)
    assert abs(right - sum(row[4] for row in rows)) <= max(0.3 * len(rows), 5), "probabilities of questions"


@pytest.mark.parametrize("table", ["links", "children", "questions"])
def test_tables_are_as_the_casebook_has_them(built: Engine, table: str) -> None:
    promised = schema()[table].polars_schema()
    frame = built.frame(f"select * from {table}")
    assert frame.columns == list(promised)
    assert dict(frame.schema) == dict(promised)
    assert not frame.select(schema()[table].key).is_duplicated().any()


def test_every_record_has_one_link(built: Engine, area: Area) -> None:
    people = area[0]
    assert built.frame("select * from links").height == people.height
    assert built.rows("select sum(records) from children") == [(people.height,)]
    assert built.rows("select count(*) from links where probability not between 0 and 1 or reason = ''") == [
        (0,)
    ]


def test_the_same_whatever_the_order_of_rows(built: Engine, area: Area) -> None:
    people, relationships, _ = area
    again = linked(people.sample(fraction=1.0, shuffle=True, seed=5), relationships=relationships.reverse())
    for table in ("links", "children", "questions"):
        order = schema()[table].key
        assert_frame_equal(
            built.frame(f"select * from {table}").sort(order),
            again.frame(f"select * from {table}").sort(order),
            check_exact=True,
        )


def test_decisions_of_the_whole_truth_give_the_truth(built: Engine, area: Area) -> None:
    people, relationships, truth = area
    wrong = _mistakes(groups(built), truth)
    ties = [(one, "same", other) for one, other in _chains(truth)]
    lines = decision_table(ties + [(one, "different", other) for one, other in wrong])
    engine = linked(people, relationships=relationships, decisions=lines)
    assert measured(truth, groups(engine)).f1 == 1.0


def _chains(truth: Truth) -> Pairs:
    """A chain of ties through all records of each person."""
    last: dict[str, tuple[str, str]] = {}
    pairs = []
    for ref, key in sorted(truth.items()):
        if key in last:
            pairs.append((last[key], ref))
        last[key] = ref
    return pairs


def _mistakes(found: Truth, truth: Truth) -> Pairs:
    """Different people whom linkage put together, one pair of records for each two."""
    members: dict[str, dict[str, tuple[str, str]]] = {}
    for ref, child in sorted(found.items()):
        members.setdefault(child, {}).setdefault(truth[ref], ref)
    return [pair for people in members.values() for pair in combinations(people.values(), 2)]
