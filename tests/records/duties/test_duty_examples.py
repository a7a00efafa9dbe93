"""Every worked example of every shipped duty holds, and every duty is explained well enough to be trusted."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.shared_making import made_once

from conspectus.definitions import Duty, duties
from conspectus.records.duties import Outcome, compiled, run_example, run_examples
from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.terms import Agency, DutyKind

GIVEN = [(duty, example) for duty in duties().values() for example in duty.example]
NAMES = [f"{duty.id}: {example.title}" for duty, example in GIVEN]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with DuckDBEngine() as engine:
        yield engine


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """Of all examples, executed together, once in a run for all workers."""

    def make(folder: Path) -> None:
        with DuckDBEngine() as engine:
            made = run_examples(engine, GIVEN)
        assert [(one.duty, one.example) for one in made] == [(duty.id, example) for duty, example in GIVEN]
        (folder / "got.json").write_text(json.dumps([one.got for one in made]), "utf-8")

    got = json.loads((made_once(tmp_path_factory, "duty-examples", make) / "got.json").read_text("utf-8"))
    return [Outcome(duty.id, example, tuple(one)) for (duty, example), one in zip(GIVEN, got, strict=True)]


@pytest.mark.parametrize("place", range(len(GIVEN)), ids=NAMES)
def test_example(outcomes: list[Outcome], place: int) -> None:
    assert outcomes[place].example is GIVEN[place][1]
    assert outcomes[place].got == outcomes[place].example.then


ONE_OF_A_KIND = list({duty.kind: duty for duty in duties().values()}.values())


@pytest.mark.parametrize("duty", ONE_OF_A_KIND, ids=lambda duty: duty.kind)
def test_an_example_alone_gives_what_it_gives_among_all(
    engine: Engine, outcomes: list[Outcome], duty: Duty
) -> None:
    """Each example's children are its own, so that executing them together changes nothing."""
    together = [outcome.got for outcome in outcomes if outcome.duty == duty.id]
    assert [run_example(engine, duty, example).got for example in duty.example] == together


def test_one_example_does_not_hear_of_another(engine: Engine) -> None:
    """Without its response the trigger is not answered by that of the same child in the example beside it."""
    [(duty, whole)] = [one for one in GIVEN if one[1] is duties()["icpc-15-working-days"].example[0]]
    alone = whole.model_copy(update={"given": whole.given[:1], "as_of": date(2030, 1, 1)})
    looked_at = whole.model_copy(update={"as_of": date(2030, 1, 1)})
    answers = [outcome.got for outcome in run_examples(engine, [(duty, looked_at), (duty, alone)])]
    assert answers == [("met",), ("missed",)]


def test_a_duty_without_examples_has_no_outcomes(engine: Engine) -> None:
    assert run_examples(engine, []) == []


@pytest.mark.parametrize("duty", duties().values(), ids=lambda duty: duty.id)
def test_has_four_examples_and_a_query(duty: Duty) -> None:
    assert len(duty.example) >= 4
    assert "SELECT" in compiled(duty)
    assert "SELECT" in compiled(duty, dialect="spark")


@pytest.mark.parametrize("kind", DutyKind)
def test_for_spark_it_is_printed_in_steps_that_can_be_run_again(kind: DutyKind) -> None:
    duty = next(duty for duty in duties().values() if duty.kind == kind)
    printed = compiled(duty, dialect="spark")
    assert printed == compiled(duty, dialect="spark")
    statements = printed.split(";\n\n")
    made = [one.split()[2] for one in statements if one.startswith("CREATE TABLE ")]
    assert made == [one.split()[-1] for one in statements if one.startswith("DROP TABLE IF EXISTS ")]
    assert all(any(f"FROM {table}" in one or f"JOIN {table}" in one for one in statements) for table in made)
    assert statements[-1].startswith(("WITH", "SELECT"))


def test_every_kind_and_the_main_agencies_owe_something() -> None:
    assert {duty.kind for duty in duties().values()} == set(DutyKind)
    owing = {getattr(duty, "owed_by", None) for duty in duties().values()}
    assert {Agency.COUNCIL, Agency.POLICE, Agency.HEALTH, "counterparty"} <= owing
