"""Each code is said in each language, and what is made from the words follows them."""

from enum import StrEnum

import pytest

from conspectus.definitions import NOT_APPLICABLE, NOT_EVIDENCED, SHIPPED, frameworks
from conspectus.errors import DefinitionError
from conspectus.pages import stylesheet
from conspectus.records.casebook.picture import Tally
from conspectus.terms import DECIDED, LAPSED, UNDECIDED, Agency, CellState, Language, Part, Relation, Status
from conspectus.wording import Word, agency_title, codes, level_word, note, said, statuses, words_of
from conspectus.workspace.inspections.stages import Stage

KINDS: dict[str, type[StrEnum]] = {
    "statuses": Status,
    "parts": Part,
    "relations": Relation,
    "stages": Stage,
    "cells": CellState,
}
LEVELS = {
    *(level for one in frameworks().values() for key in one.cells() for level in one.scale_at(key)),
    *(level for one in frameworks().values() for target in one.targets() for level in one.scale_of(target)),
    NOT_EVIDENCED,
    NOT_APPLICABLE,
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", KINDS)
def test_each_code_is_said_in_each_language_and_none_besides(kind: str, language: Language) -> None:
    found = said(KINDS[kind], kind, language)
    assert list(found) == list(KINDS[kind])
    assert all(word.word or kind == "parts" for word in found.values())


@pytest.mark.parametrize("language", Language)
def test_each_level_of_a_shipped_framework_is_said(language: Language) -> None:
    assert set(words_of("levels", language)) == LEVELS
    assert level_word("made_up-level", language) == "made up level"


def test_each_agency_is_said_in_each_language() -> None:
    for language in Language:
        assert len({agency_title(one, language) for one in Agency}) == len(Agency)


@pytest.mark.parametrize("name", ["relations", "levels", "evidence", "stages", "cells"])
def test_words_have_the_same_codes_and_shapes_in_each_language(name: str) -> None:
    shapes = [
        {
            code: (set(word.forms), word.mark, bool(word.sentence))
            for code, word in words_of(name, one).items()
        }
        for one in Language
    ]
    assert all(one == shapes[0] for one in shapes)


def test_each_language_has_the_same_files() -> None:
    there = {one: {path.name for path in (SHIPPED / "words" / one.value).glob("*.toml")} for one in Language}
    assert there[Language.WELSH] == {
        *there[Language.ENGLISH],
        "agencies.toml",  # English titles are theirs already
        "definitions.toml",  # as are the sentences of frameworks and duties
    }
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
    assert {*DECIDED, *UNDECIDED, *LAPSED} == set(Status)


def test_a_code_that_a_file_leaves_out_or_adds_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {
        status.value: Word(code=status.value, word="x") for status in Status if status is not Status.LATE
    }
    monkeypatch.setattr(codes, "words_of", lambda name, language: found)
    with pytest.raises(DefinitionError, match="does not say late"):
        said.__wrapped__(Status, "statuses", Language.WELSH)
    found |= {"late": found["met"], "early": found["met"]}
    with pytest.raises(DefinitionError, match="says early"):
        said.__wrapped__(Status, "statuses", Language.WELSH)
