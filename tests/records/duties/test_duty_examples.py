"""Every worked example of every shipped duty holds, and every duty is explained well enough to be trusted."""

from collections.abc import Iterator

import pytest

from conspectus.definitions import Duty, Example, duties
from conspectus.records.duties import compiled, run_example
from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.terms import Agency, DutyKind

EXAMPLES = [
    pytest.param(duty, example, id=f"{duty.id}: {example.title}")
    for duty in duties().values()
    for example in duty.example
]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with DuckDBEngine() as engine:
        yield engine


@pytest.mark.parametrize(("duty", "example"), EXAMPLES)
def test_example(engine: Engine, duty: Duty, example: Example) -> None:
    assert run_example(engine, duty, example).got == example.then


@pytest.mark.parametrize("duty", duties().values(), ids=lambda duty: duty.id)
def test_has_four_examples_and_a_query(duty: Duty) -> None:
    assert len(duty.example) >= 4
    assert "SELECT" in compiled(duty)
    assert "SELECT" in compiled(duty, dialect="spark")


def test_every_kind_and_the_main_agencies_owe_something() -> None:
    assert {duty.kind for duty in duties().values()} == set(DutyKind)
    owing = {getattr(duty, "owed_by", None) for duty in duties().values()}
    assert {Agency.COUNCIL, Agency.POLICE, Agency.HEALTH, "counterparty"} <= owing
