"""A letter's sentences: the same in each language but for their words."""

import string

import pytest

from conspectus.errors import DefinitionError
from conspectus.terms import Language
from conspectus.wording import sentences
from conspectus.wording.sentences import Sentence


def blanks(text: str) -> set[str]:
    """What is filled into a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def filled(sentence: Sentence) -> set[str]:
    """What is filled in where there are several of something; a form for one may leave the count out."""
    return blanks(sentence if isinstance(sentence, str) else sentence["other"])


def test_each_sentence_stands_in_each_language_with_the_same_blanks() -> None:
    english = dict(sentences("letter", Language.ENGLISH).items())
    welsh = dict(sentences("letter", Language.WELSH).items())
    assert set(english) == set(welsh)
    patterns = {key for key in english if key.startswith("small.")}
    for key in set(english) - patterns:
        assert filled(english[key]) == filled(welsh[key]), key
        assert isinstance(english[key], str) == isinstance(welsh[key], str), key
        for found in (english[key], welsh[key]):
            if not isinstance(found, str):
                assert all(blanks(one) <= filled(found) for one in found.values()), key


def test_each_sentence_is_put_otherwise_in_welsh() -> None:
    alike = {"headings.other_language", "result.opening", "result.says_level", "figure.says", "figure.title"}
    english, welsh = (dict(sentences("letter", one).items()) for one in Language)
    same = {key for key in english if english[key] == welsh[key]} - alike
    assert {key for key in same if len(str(english[key])) > len("{agency} ({number})")} <= {
        "answer.question_of", "beside.answer", "trust.sample", "sample.says",
    }  # fmt: skip


def test_a_count_chooses_the_form_of_its_language() -> None:
    say = sentences("letter")
    one, two = (say("trust.left_out", count=count, agencies="Police") for count in (1, 2))
    assert (one[:9], two[:10]) == ("1 more is", "2 more are")


def test_a_sentence_that_is_not_there_is_named() -> None:
    with pytest.raises(DefinitionError, match=r"no sentence headline\.never"):
        sentences("letter", Language.WELSH)("headline.never")
