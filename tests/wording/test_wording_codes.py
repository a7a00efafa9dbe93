"""Each code is said in each language, and what is made from the words follows them."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pytest

from conspectus.definitions import SHIPPED
from conspectus.errors import DefinitionError
from conspectus.pages import stylesheet
from conspectus.records.casebook.picture import Tally
from conspectus.terms import DECIDED, UNDECIDED, Language, Status
from conspectus.wording import Word, codes, note, statuses

KINDS: dict[str, tuple[type[StrEnum], Callable[[Language], dict[Any, Word]]]] = {
    "statuses": (Status, statuses)
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", KINDS)
def test_each_code_is_said_in_each_language_and_none_besides(kind: str, language: Language) -> None:
    enum, read = KINDS[kind]
    found = read(language)
    assert list(found) == list(enum)
    assert all(word.word for word in found.values())


def test_each_language_has_the_same_files() -> None:
    there = {one: {path.name for path in (SHIPPED / "words" / one.value).glob("*.toml")} for one in Language}
    assert there[Language.WELSH] == there[Language.ENGLISH]
    assert {path.name for path in (SHIPPED / "words").iterdir()} == set(Language)


def test_welsh_is_marked_as_not_yet_checked() -> None:
    for path in (SHIPPED / "words" / "cy").glob("*.toml"):
        assert note(path.stem, Language.WELSH) == "to be checked by a translator", path.name


def test_welsh_says_every_status_otherwise_and_shows_it_alike() -> None:
    english, welsh = statuses(Language.ENGLISH), statuses(Language.WELSH)
    for status in Status:
        for name in ("word", "sentence", "meaning"):
            assert getattr(english[status], name) != getattr(welsh[status], name) != ""
        for name in ("mark", "colour", "drawn", "terminal"):
            assert getattr(english[status], name) == getattr(welsh[status], name)


def test_a_status_is_never_a_colour_alone() -> None:
    assert len({word.mark for word in statuses().values()}) == len(Status)
    drawn = [word.drawn for word in statuses().values() if word.drawn]
    assert len({one.model_dump_json() for one in drawn}) == len(Status)


def test_style_sheets_colour_each_status() -> None:
    for word in statuses().values():
        assert word.colour is not None
        assert (
            f".status-{word.code} {{ background: {word.colour.ground}; color: {word.colour.ink};"
            in stylesheet()
        )


def test_tallies_count_each_status() -> None:
    assert set(map(str, Status)) < set(Tally.model_fields)
    assert {*DECIDED, *UNDECIDED, Status.EXEMPT} == set(Status)


def test_a_code_that_a_file_leaves_out_or_adds_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {status.value: Word(code=status.value, word="x") for status in Status if status is not Status.LATE}
    monkeypatch.setattr(codes, "words_of", lambda name, language: said)
    with pytest.raises(DefinitionError, match="does not say late"):
        statuses.__wrapped__(Language.WELSH)
    said |= {"late": said["met"], "early": said["met"]}
    with pytest.raises(DefinitionError, match="says early"):
        statuses.__wrapped__(Language.WELSH)
