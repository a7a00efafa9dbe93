"""A new agency is told where it is still missing, by file, before anything runs."""

from pathlib import Path

import pytest

from conspectus.definitions import agencies, events
from conspectus.definitions.base import SHIPPED
from conspectus.definitions.return_schema import codelists
from conspectus.definitions.vocabulary import every_agency, once_each
from conspectus.errors import DefinitionError
from conspectus.terms import Agency


def test_every_agency_is_in_every_file_that_should_name_it() -> None:
    assert list(agencies()) == list(Agency)
    assert {agency for term in events().values() for agency in term.recorded_by} == set(Agency)
    assert set(codelists()["agency"].values) == set(Agency)


@pytest.mark.parametrize("missing", list(Agency))
def test_the_error_names_the_agency_and_the_file(missing: Agency) -> None:
    path = SHIPPED / "events.toml"
    with pytest.raises(DefinitionError) as told:
        every_agency(path, set(Agency) - {missing}, "no event is recorded by")
    assert f"no event is recorded by {missing}" in str(told.value) and Path(path).name in str(told.value)


def test_a_word_that_is_given_twice_is_named() -> None:
    path = SHIPPED / "events.toml"
    once_each(path, ["referral", "visit"])
    with pytest.raises(DefinitionError, match="it has visit more than once"):
        once_each(path, ["visit", "referral", "visit"])
