"""What a search gives: sentences, each with how it was found."""

from enum import StrEnum
from typing import NamedTuple

from conspectus.library.model import Report, Sentence
from conspectus.library.search.words import Step


class By(StrEnum):
    """How a sentence was found."""

    WORDS = "words"
    MEANING = "meaning"


class Piece(NamedTuple):
    """A stretch of a sentence, and whether it is what was looked for."""

    text: str
    found: bool


class Hit(NamedTuple):
    """A sentence that was found, and its report without its sentences."""

    sentence: Sentence
    snippet: tuple[Piece, ...]
    report: Report
    likeness: float | None = None  # how near in meaning, at most 1; none where words were looked for
    repeats: int = 0  # sentences after it that say nearly the same, and are not shown
    found_by: By = By.WORDS


RELAXED = {
    Step.SENTENCE: "",
    Step.NEAR: "No sentence, or hardly any, holds every word. These do with those beside them and the headings above.",
    Step.MOST: "Hardly any sentence holds every word, even with those beside it. These do but for one of the words.",
    Step.ANY: "Hardly any sentence holds most of the words. These hold any of them, the most telling first.",
}


class Found(NamedTuple):
    """How many sentences fit, and those that are shown."""

    many: int
    hits: tuple[Hit, ...]
    step: Step = Step.SENTENCE
    by_words: int = 0  # of them, those that words found; the others were found by meaning

    @property
    def by_meaning(self) -> int:
        """How many were found by meaning and not by words."""
        return self.many - self.by_words

    @property
    def relaxed(self) -> str:
        """What is said where a search went further than what was typed."""
        return RELAXED[self.step] if self.by_words else ""
