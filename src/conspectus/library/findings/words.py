"""A sentence as words, and phrases found among them: each sentence is cut once and every list is looked up in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[A-Za-z0-9&]+(?:[’'\-‑][A-Za-z0-9]+)*|[,;:]")
POSSESSIVE = re.compile(r"(?:’s|'s|’|')$")


class Words(NamedTuple):
    """The words of a sentence, as written and as phrases are matched."""

    written: tuple[str, ...]
    matched: tuple[str, ...]  # lower case, without possessive and plural; capitals kept where all are


class Hit(NamedTuple):
    """A phrase found: what it stands for, and the words that it takes."""

    stands_for: str
    begins: int
    ends: int  # the word after it


def cut(text: str) -> Words:
    """The words of a text; commas and the like are words too, since phrases hold them."""
    written = tuple(WORD.findall(text))
    return Words(written, tuple(map(matched, written)))


@lru_cache(maxsize=1 << 16)  # a report says the same words again and again
def matched(word: str) -> str:
    """A word as phrases are matched: an acronym keeps its capitals, so that IT is not it."""
    bare = POSSESSIVE.sub("", word.replace("‑", "-")).replace("’", "'")
    if len(bare) > 1 and bare.rstrip("s").isupper():
        return bare.rstrip("s")
    return singular(bare.lower())


def singular(word: str) -> str:
    """A word without its plural, near enough that both forms of a name meet."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


class Phrases:
    """Lists of phrases, made ready once: the longest that begins at a word wins, and none overlap."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        """Keep every phrase under its first word, longest first."""
        self.by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for stands_for, phrases in lists.items():
            for phrase in phrases:
                words = cut(phrase).matched
                self.by_first.setdefault(words[0], []).append((words, stands_for))
        for known in self.by_first.values():
            known.sort(key=lambda one: -len(one[0]))

    def hits(self, words: Words) -> Iterator[Hit]:
        """Every phrase of the lists in a sentence, in order."""
        at = 0
        while at < len(words.matched):
            # Few words begin a phrase: asking here first spares a call for every other one.
            hit = self.at(words.matched, at) if words.matched[at] in self.by_first else None
            if hit:
                yield hit
            at = hit.ends if hit else at + 1

    def at(self, words: tuple[str, ...], begins: int) -> Hit | None:
        """The longest phrase that begins at this word, if any does."""
        for phrase, stands_for in self.by_first.get(words[begins], ()):
            ends = begins + len(phrase)
            if words[begins:ends] == phrase:
                return Hit(stands_for, begins, ends)
        return None
