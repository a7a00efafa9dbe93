"""Numbers that are too small are never given, nor can they be worked out."""

import re
from datetime import date

import pytest

from conspectus.definitions import disclosure_rule
from conspectus.letter import disclosure
from conspectus.letter.disclosure import count_in_words, few, hidden, share_in_words, small, small_shares
from conspectus.letter.figures import figure_in_words
from conspectus.terms import Language


@pytest.mark.parametrize(
    ("count", "of", "words"),
    [
        (0, 0, "none fell due"),
        (0, 3, "fewer than six fell due, too few to publish"),
        (0, 40, "none of 40"),
        (5, 40, "fewer than six of 40"),
        (6, 40, "6 of 40"),
        (34, 40, "34 of 40"),
        (35, 40, "all but fewer than six of 40"),
        (40, 40, "all 40"),
        (3, 7, "some of 7"),
    ],
)
def test_shares_in_words(count: int, of: int, words: str) -> None:
    assert share_in_words(count, of) == words


def test_no_small_number_is_given_or_follows() -> None:
    for of in range(60):
        for count in range(of + 1):
            numbers = [int(found) for found in re.findall(r"\d+", share_in_words(count, of))]
            assert not any(map(small, numbers))
            if len(numbers) == 2:
                assert not small(numbers[1] - numbers[0])


def test_a_figure_names_its_duty() -> None:
    row = {"duty": "conference-participation", "part": "attend", "met": 30, "late": 4, "missed": 6}
    said = figure_in_words(row)
    unread = " (the duty: not yet checked against its source)"
    assert said.endswith(f"(attend or report): met in 30 of 40{unread}")
    assert (
        figure_in_words(row | {"duty": "a-local-duty", "part": "respond"}) == "a local duty: met in 30 of 40"
    )


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 3, 18), "met in 30 of 40"),
        (
            date(2026, 3, 19),
            "met in 30 of 40 (the duty: carried over from Working Together 2023, not yet checked against Working "
            "Together 2026)",
        ),
    ],
)
def test_a_figure_says_by_which_edition_its_duty_stands(day: date, says: str) -> None:
    row = {"duty": "icpc-15-working-days", "part": "respond", "met": 30, "late": 4, "missed": 6}
    assert figure_in_words(row, on=day).endswith(says)
    assert "wedi’i gario drosodd" in figure_in_words(row, Language.WELSH, on=date(2026, 3, 19))


def test_the_words_follow_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    higher = disclosure_rule().model_copy(update={"smallest": 10})
    assert (few(), hidden()) == ("fewer than six", "from one to five")
    assert small_shares("seven children, and 8 of 40") == []
    monkeypatch.setattr(disclosure, "disclosure_rule", lambda: higher)
    assert (few(), hidden()) == ("fewer than ten", "from one to nine")
    assert (few(Language.WELSH), hidden(Language.WELSH)) == ("llai na deg", "o un i naw")
    assert (count_in_words(9), share_in_words(9, 40)) == ("fewer than ten", "fewer than ten of 40")
    assert share_in_words(35, 40) == "all but fewer than ten of 40"
    assert share_in_words(3, 9) == "fewer than ten fell due, too few to publish"
    assert small_shares("seven children, and 8 of 40") == ["seven children", "8 of 40"]
