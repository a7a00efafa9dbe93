"""Text to sentences."""

import re
from collections.abc import Iterator
from functools import cache

from conspectus.definitions import report_wording

# A stop, what may close after it, a space, and what can begin a sentence.
STOP = re.compile(r"[.!?…]['’”\")\]]*\s+(?=[‘“\"'(\[]?[A-Z0-9])")

MAY_END = frozenset(
    {"etc", "al", "ltd", "plc", "no", "inc", "co"}
)  # abbreviations after which a sentence may end


def sentences(text: str) -> list[str]:
    """The sentences of one paragraph; abbreviations, initials and decimals end none."""
    return [sentence for sentence in _split(text) if any(map(str.isalpha, sentence))]


def _split(text: str) -> Iterator[str]:
    begins = 0
    for stop in STOP.finditer(text):
        if _ends(text[begins : stop.end()].rstrip(), text[stop.end() :]):
            yield text[begins : stop.end()].strip()
            begins = stop.end()
    yield text[begins:].strip()


def _ends(sentence: str, rest: str) -> bool:
    """Whether what ends in a stop is a sentence, with `rest` after it."""
    if not sentence.endswith("."):
        return not sentence.endswith(")") or sentence.count("(") == sentence.count(")")
    word = re.split(r"[\s(‘“\"]", sentence[:-1])[-1]
    if word.casefold() in _abbreviations():
        return word.casefold() in MAY_END and not rest[:1].isdigit()
    return re.fullmatch(r"[A-Z](\.[A-Z])*", word) is None


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word.casefold() for word in report_wording().abbreviations)
