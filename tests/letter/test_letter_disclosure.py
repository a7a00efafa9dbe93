"""Numbers from one to five are never given, nor can they be worked out."""

import re

import pytest

from conspectus.letter.disclosure import share_in_words, small
from conspectus.letter.figures import figure_in_words


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
    assert said.endswith("(attending or reporting): met in 30 of 40")
    assert (
        figure_in_words(row | {"duty": "a-local-duty", "part": "respond"}) == "a local duty: met in 30 of 40"
    )
