"""Who is named in a sentence, and as what: as its actor, as one it is about, or in passing."""

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from conspectus.definitions.spoken_of import SpokenOfWords, spoken_of_words
from conspectus.library.findings.words import Hit, Phrases, Words
from conspectus.library.model import SpokenOf

NOBODY = "nobody"


class Role(StrEnum):
    """What a named one is in its sentence."""

    ACTOR = "actor"  # before the verb, nothing in front that makes it a mere receiver
    AGENT = "agent"  # after the verb, but marked as acting: "by", "from", "within"
    PASSING = "passing"  # a receiver, a place or a passer-by: "to", "with", "at"


class Mention(NamedTuple):
    """One naming of an agency."""

    of: SpokenOf
    role: Role
    begins: int
    name: str  # the words, as phrases are matched
    marker: str  # the small word before it that says what it is


@cache
def names() -> Phrases:
    """Every agency's names, and the longer names of nobody that hide them."""
    words = spoken_of_words()
    return Phrases({agency.id: agency.names for agency in words.agency} | {NOBODY: words.nobody})


@cache
def small() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Finite verbs, words before one who acts, and words before one who merely receives."""
    words: SpokenOfWords = spoken_of_words()
    return frozenset(words.finite), frozenset(words.acting), frozenset(words.receiving)


def mentions(words: Words) -> tuple[Mention, ...]:
    """Everyone named in a sentence, in order."""
    verb = first_verb(words)
    return tuple(
        Mention(
            of=SpokenOf(hit.stands_for),
            role=role(words, hit, verb=verb),
            begins=hit.begins,
            name=" ".join(words.matched[hit.begins : hit.ends]),
            marker=marker(words, hit.begins),
        )
        for hit in names().hits(words)
        if hit.stands_for != NOBODY
    )


def first_verb(words: Words) -> int:
    """Where the first finite verb stands; the sentence's length where there is none."""
    finite = small()[0]
    for at, word in enumerate(words.written):
        if at and word.lower() in finite:
            return at
    return len(words.written)


def role(words: Words, hit: Hit, *, verb: int) -> Role:
    """What a name is in its sentence, by its place and the small word before it."""
    _, acting, receiving = small()
    before = marker(words, hit.begins)
    if before in receiving:
        return Role.PASSING
    if hit.begins < verb:
        return Role.ACTOR
    return Role.AGENT if before in acting else Role.PASSING


def marker(words: Words, at: int) -> str:
    """The nearest small word before a name that says what it is there, within a few words."""
    _, acting, receiving = small()
    for step in range(at - 1, max(at - 7, -1), -1):
        word = words.written[step].lower()
        if word in acting or word in receiving:
            return word
        if word in {",", ";"} and step < at - 1:
            continue
    return ""
