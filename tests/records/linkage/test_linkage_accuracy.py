"""How well records are brought together, with the truth known; the figures are printed (`pytest -s`)."""

import time

import polars as pl
import pytest
from linkage_made_up import make, measured
from linkage_people import decision_table, groups, linked
from polars.testing import assert_frame_equal

from conspectus.records.casebook import schema
from conspectus.records.engine import Engine

RECORDS = 5_000
Truth = dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def area() -> tuple[pl.DataFrame, pl.DataFrame, Truth]:
    return make(RECORDS, 11)


@pytest.fixture(scope="module")
def built(area: tuple[pl.DataFrame, pl.DataFrame, Truth]) -> Engine:
    people, relationships, _ = area
    return linked(people, relationships=relationships)


def test_five_thousand_records_come_together(
    area: tuple[pl.DataFrame, pl.DataFrame, Truth], capsys: pytest.CaptureFixture[str]
) -> None:
    people, relationships, truth = area
    began = time.perf_counter()
    engine = linked(people, relationships=relationships)
    found = measured(truth, groups(engine))
    with capsys.disabled():
        print(f"\nlinkage, {people.height:,} records: {found}, in {time.perf_counter() - began:.1f} s")
    assert found.f1 >= 0.985
    assert found.precision >= 0.985


@pytest.mark.parametrize("table", ["links", "children", "questions"])
def test_tables_are_as_the_casebook_has_them(built: Engine, table: str) -> None:
    promised = schema()[table].polars_schema()
    frame = built.frame(f"select * from {table}")
    assert frame.columns == list(promised)
    assert dict(frame.schema) == dict(promised)
    assert not frame.select(schema()[table].key).is_duplicated().any()


def test_every_record_has_one_link(built: Engine, area: tuple[pl.DataFrame, pl.DataFrame, Truth]) -> None:
    people = area[0]
    assert built.frame("select * from links").height == people.height
    assert built.rows("select sum(records) from children") == [(people.height,)]
    assert built.rows("select count(*) from links where probability not between 0 and 1 or reason = ''") == [(0,)]


def test_the_same_whatever_the_order_of_rows(
    built: Engine, area: tuple[pl.DataFrame, pl.DataFrame, Truth]
) -> None:
    people, relationships, _ = area
    again = linked(people.sample(fraction=1.0, shuffle=True, seed=5), relationships=relationships.reverse())
    for table in ("links", "children", "questions"):
        order = schema()[table].key
        assert_frame_equal(
            built.frame(f"select * from {table}").sort(order),
            again.frame(f"select * from {table}").sort(order),
            check_exact=True,
        )


def test_probabilities_are_near_what_comes_true(
    built: Engine, area: tuple[pl.DataFrame, pl.DataFrame, Truth]
) -> None:
    truth = area[2]
    rows = built.rows("select sender_a, person_id_a, sender_b, person_id_b, probability from questions")
    right = sum(truth[a, b] == truth[c, d] for a, b, c, d, _ in rows)
    expected = sum(row[4] for row in rows)
    assert rows
    assert abs(right - expected) <= max(0.35 * len(rows), 5)


def test_decisions_of_the_whole_truth_give_the_truth(area: tuple[pl.DataFrame, pl.DataFrame, Truth]) -> None:
    people, relationships, truth = area
    wrong = _mistakes(people, relationships, truth)
    ties = [(one, "same", other) for one, other in _chains(truth)]
    lines = decision_table(ties + [(one, "different", other) for one, other in wrong])
    engine = _with_decisions(people, relationships, lines)
    assert measured(truth, groups(engine)).f1 == 1.0


def _chains(truth: Truth) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    last: dict[str, tuple[str, str]] = {}
    pairs = []
    for ref, key in sorted(truth.items()):
        if key in last:
            pairs.append((last[key], ref))
        last[key] = ref
    return pairs


def _mistakes(
    people: pl.DataFrame, relationships: pl.DataFrame, truth: Truth
) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Pairs that linkage confuses: different people whom it put together, told apart by people."""
    found = groups(linked(people, relationships=relationships))
    members: dict[str, dict[str, tuple[str, str]]] = {}
    for ref, child in sorted(found.items()):
        members.setdefault(child, {}).setdefault(truth[ref], ref)
    return [
        (one, other)
        for people_in in members.values()
        for at, one in enumerate(people_in.values())
        for other in list(people_in.values())[at + 1 :]
    ]


def _with_decisions(people: pl.DataFrame, relationships: pl.DataFrame, lines: pl.DataFrame) -> Engine:
    from linkage_made_up import senders

    from conspectus.records.linkage import link

    engine = Engine()
    engine.put("people", people)
    engine.put("relationships", relationships)
    engine.put("senders", senders(people))
    engine.put("decided", lines)
    link(engine, decisions="decided")
    return engine
