"""Every worked example of every shipped pattern shows what it says, and each pattern has those that matter."""

import re
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from conspectus.definitions import Pattern, PatternExample, patterns
from conspectus.errors import DefinitionError
from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.records.worked import Found, run_pattern_example, run_pattern_examples

GIVEN = [(pattern, example) for pattern in patterns().values() for example in pattern.example]
NAMES = [f"{pattern.id}: {example.title}" for pattern, example in GIVEN]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with DuckDBEngine() as engine:
        yield engine


@pytest.fixture(scope="module")
def found(engine: Engine) -> list[Found]:
    """What all examples show, carried out together."""
    return run_pattern_examples(engine, GIVEN)


@pytest.mark.parametrize("place", range(len(GIVEN)), ids=NAMES)
def test_example(found: list[Found], place: int) -> None:
    assert found[place].example is GIVEN[place][1]
    assert found[place].got == found[place].example.then


def test_an_example_alone_shows_what_it_shows_among_all(engine: Engine, found: list[Found]) -> None:
    """Each example's people are its own, so that carrying them out together changes nothing."""
    together = [one.got for one in found if one.pattern == "cse"]
    assert [run_pattern_example(engine, *one).got for one in GIVEN if one[0].id == "cse"] == together


@pytest.mark.parametrize("pattern", patterns().values(), ids=lambda pattern: pattern.id)
def test_each_pattern_shows_what_matters(pattern: Pattern) -> None:
    told = [line.split()[2] for example in pattern.example for line in example.then]
    titles = " ".join(example.title for example in pattern.example)
    assert {"gap", "late", "in_time"} <= set(told)
    assert sum(not example.then for example in pattern.example) >= 3
    assert "alone" in titles and re.search(r"first of the (ninety|180) days", titles)
    through = {sign.through for sign in pattern.sign} - {None}
    assert not through or any(example.related and example.then for example in pattern.example)


def test_nothing_of_a_pattern_is_confirmed_or_one_agency_s() -> None:
    assert not any(pattern.confirmed for pattern in patterns().values())
    assert all(pattern.at_least_agencies >= 2 for pattern in patterns().values())


@pytest.mark.parametrize(
    ("related", "says"),
    [
        ("MAN associate", "a relationship is written as"),
        ("MAN friend A", "a relationship is written as"),
        ("2026-02-30.. MAN associate A", "'2026-02-30' is no day"),
    ],
)
def test_a_relationship_that_is_none_names_the_example(engine: Engine, related: str, says: str) -> None:
    [pattern] = [one for one in patterns().values() if one.id == "cse"]
    example = pattern.example[0].model_copy(update={"related": (related,)})
    with pytest.raises(DefinitionError, match="cse, example 'three agencies") as refused:
        run_pattern_example(engine, pattern, example)
    assert says in refused.value.what and refused.value.todo


def test_what_must_show_is_written_in_one_way() -> None:
    example = patterns()["cse"].example[0].model_dump()
    with pytest.raises(ValidationError, match="write it as A 2026-02-10 gap health police"):
        PatternExample.model_validate(example | {"then": ("gap on 2026-02-10",)})
