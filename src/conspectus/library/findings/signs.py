"""Words of praise and of fault in a sentence, turned about where something denies them, and its clauses."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from conspectus.definitions.polarity_words import polarity_words
from conspectus.library.findings.words import Hit, Phrases, Words
from conspectus.library.words import Polarity

REACH = 4  # so many words after a denial its praise is denied
NEAR = 3  # and so many its fault
OPENING = 3  # a word of contrast among so many first words opens its sentence
FULLY = frozenset({"no", "without", "not", "few", "rarely"})  # these deny a fault too: "no delay"
PRAISE, FAULT = "+", "-"


class Sign(NamedTuple):
    """One word or phrase of praise or of fault."""

    at: int
    sign: str


class Small(NamedTuple):
    """The small words that turn signs about or part clauses."""

    contrast: frozenset[str]
    denial: frozenset[str]
    undoing: frozenset[str]
    conceding: frozenset[str]


@cache
def small() -> Small:
    """The shipped words that turn or deny what a sentence says."""
    words = polarity_words()
    return Small(
        frozenset(words.contrast),
        frozenset(words.denial),
        frozenset(words.undoing),
        frozenset(words.conceding),
    )


@cache
def cues() -> Phrases:
    """The words that praise and those that find fault."""
    words = polarity_words()
    return Phrases({Polarity.STRENGTH: words.strength, Polarity.WEAKNESS: words.weakness})


@lru_cache(maxsize=1024)  # a sentence's signs are asked for by itself and by its neighbours
def signs(words: tuple[str, ...]) -> tuple[Sign, ...]:
    """The signs of a sentence in order, each as it stands after what denies it."""
    denied = [at for at, word in enumerate(words) if word in small().denial]
    undone = [at for at, word in enumerate(words) if word in small().undoing]
    return tuple(
        Sign(hit.begins, _turned(words, hit, denied, undone)) for hit in cues().hits(Words(words, words))
    )


def _turned(words: tuple[str, ...], hit: Hit, denied: list[int], undone: list[int]) -> str:
    if hit.stands_for == Polarity.STRENGTH:
        return FAULT if any(0 < hit.begins - at <= REACH for at in denied) else PRAISE
    if any(0 < hit.begins - at <= NEAR for at in undone):
        return PRAISE
    if words[hit.begins] in small().denial:
        return FAULT
    near = (at for at in denied if 0 < hit.begins - at <= NEAR)
    return PRAISE if any(words[at] in FULLY for at in near) else FAULT


def summary(found: tuple[Sign, ...]) -> str:
    """How many of praise and of fault, up to three of each."""
    said = [one.sign for one in found]
    return f"{min(said.count(PRAISE), 3)}{min(said.count(FAULT), 3)}"


def leaning(found: tuple[Sign, ...]) -> str:
    """Whether a sentence praises more or finds more fault; 0 where they balance."""
    many = summary(found)
    return PRAISE if many[0] > many[1] else FAULT if many[1] > many[0] else "0"


class Clause(NamedTuple):
    """A part of a sentence that a word of contrast begins, or its first."""

    opens: str  # the word of contrast, if one begins it
    sign: str  # praise, fault or nothing
    words: tuple[str, ...]


def clauses(words: tuple[str, ...]) -> list[Clause]:
    """The parts of a sentence between words of contrast."""
    return [
        Clause(words[begins] if words[begins] in small().contrast else "", sign, words[begins:ends])
        for begins, ends in _between(words)
        if (sign := _of_part(words, begins, ends)) is not None
    ]


def halves(words: tuple[str, ...]) -> tuple[str, str] | None:
    """The signs of what a sentence concedes and of what it holds against that, in the order of its words."""
    turns = next((at for at, word in enumerate(words) if word in small().contrast), None)
    if turns is None:
        return None
    if turns < OPENING and words[turns] in small().conceding and "," in words[turns:]:
        turns = words.index(",", turns)  # "Although plans are clear, records are poor"
    return summary(_within(words, 0, turns)), summary(_within(words, turns, len(words)))


def _within(words: tuple[str, ...], begins: int, ends: int) -> tuple[Sign, ...]:
    return tuple(one for one in signs(words) if begins <= one.at < ends)


def _between(words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    begins = 0
    for at in [*(at for at, word in enumerate(words) if word in small().contrast), len(words)]:
        if at > begins:
            yield begins, at
        begins = at


def _of_part(words: tuple[str, ...], begins: int, ends: int) -> str:
    said = [one.sign for one in _within(words, begins, ends)]
    if said.count(PRAISE) > said.count(FAULT):
        return PRAISE
    return FAULT if FAULT in said else ""
