"""What definitions say, translated sentence by sentence."""

from collections.abc import Iterator

import pytest

from conspectus.definitions import Framework, duties, frameworks
from conspectus.terms import Language
from conspectus.wording import language_of, texts, translated


def said_by(framework: Framework) -> Iterator[str]:
    """Every text of a framework that a letter shows."""
    yield from (framework.title, framework.says, *(rule.shown for rule in framework.rule))
    for area in framework.area:
        yield from (area.shown, *(criterion.asks for criterion in area.criterion))


def test_the_whole_system_framework_is_told_in_welsh() -> None:
    missing = [text for text in said_by(frameworks()["whole-system"]) if text not in texts(Language.WELSH)]
    assert missing == []


def test_every_duty_of_wales_has_its_title_in_welsh() -> None:
    welsh = [duty.title for duty in duties().values() if duty.id.endswith("-wales")]
    assert welsh
    assert [title for title in welsh if title not in texts(Language.WELSH)] == []


def test_nothing_is_translated_that_no_definition_says() -> None:
    ours = {text for framework in frameworks().values() for text in said_by(framework)}
    ours |= {duty.title for duty in duties().values()}
    assert sorted(set(texts(Language.WELSH)) - ours) == []


@pytest.mark.parametrize("text", ["Leading together", "Leading apart"])
def test_what_is_not_translated_stays_and_says_that_it_is_english(text: str) -> None:
    known = text == "Leading together"
    assert (translated(text, Language.WELSH) != text) is known
    assert language_of(text, Language.WELSH) is (Language.WELSH if known else Language.ENGLISH)
    assert translated(text, Language.ENGLISH) == text
