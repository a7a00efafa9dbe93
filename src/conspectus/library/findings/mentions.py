"""Who is named in a sentence, and as what: as its actor, as one it is about, or in passing."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from conspectus.definitions.spoken_of import SpokenOfWords, spoken_of_words
from conspectus.library.findings.words import Hit, Phrases, Words, cut
from conspectus.library.words import SpokenOf

NOBODY = "nobody"
PLACE = "place"  # nobody too, unless several are meant or a longer name begins within it
BOARD = re.compile(r"[A-Z]{1,4}SC[BP]")  # a safeguarding children board or partnership, after its area
JOINS = frozenset({",", "and", "or", "the", "&", "other", "local", "well", "both", "their"})  # between names


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
    ends: int  # the word after it
    name: str  # the words, as phrases are matched
    marker: str  # the small word before it, or before the list of names that it stands in
    listed: int  # its place in a list of names that commas and "and" join, from 0


@cache
def names() -> Phrases:
    """Every agency's names, and the longer names of nobody that hide them."""
    words = spoken_of_words()
    hiding = {NOBODY: words.nobody, PLACE: words.places}
    return Phrases({agency.id: agency.names for agency in words.agency} | hiding)


@cache
def small() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Finite verbs, words before one who acts, and words before one who merely receives."""
    words: SpokenOfWords = spoken_of_words()
    return frozenset(words.finite), frozenset(words.acting), frozenset(words.receiving)


@cache
def _matters() -> Mapping[SpokenOf, Phrases]:
    """What is the work of each agency that has such words."""
    return {
        SpokenOf(one.id): Phrases({one.id: one.matters}) for one in spoken_of_words().agency if one.matters
    }


def matters(words: Words) -> frozenset[SpokenOf]:
    """Those whose work a sentence is about, whoever does it and whether or not anybody is named."""
    return frozenset(of for of, phrases in _matters().items() if next(phrases.hits(words), None))


def names_in(text: str) -> frozenset[SpokenOf]:
    """Everyone whose names stand in a text: the words alone, whatever the models make of them."""
    return frozenset(SpokenOf(hit.stands_for) for hit in _hits(cut(text), {}))


def mentions(words: Words, short: Mapping[str, SpokenOf]) -> tuple[Mention, ...]:
    """Everyone named in a sentence, in order; `short` are the short names that its report has given."""
    verb = first_verb(words)
    found: list[Mention] = []
    for hit in _hits(words, short):
        joined = found[-1] if found and _joined(words, found[-1].ends, hit.begins) else None
        before = joined.marker if joined else marker(words, hit.begins)
        found.append(
            Mention(
                of=SpokenOf(hit.stands_for),
                role=joined.role if joined else role(before, acts_first=hit.begins < verb),
                begins=hit.begins,
                ends=hit.ends,
                name=" ".join(words.matched[hit.begins : hit.ends]),
                marker=before,
                listed=joined.listed + 1 if joined else 0,
            )
        )
    return tuple(found)


def _hits(words: Words, short: Mapping[str, SpokenOf]) -> Iterator[Hit]:
    """The names of the lists, and between them the report's own short names."""
    at = 0
    for found in names().hits(words):
        if found.begins < at:
            continue  # within a name that a place began
        hit = _named_at_place(words, found) if found.stands_for == PLACE else found
        yield from _short(words, at, hit.begins, short)
        if hit.stands_for not in (NOBODY, PLACE):
            yield hit
        at = hit.ends
    yield from _short(words, at, len(words.matched), short)


def _named_at_place(words: Words, place: Hit) -> Hit:
    """The name that begins within a place, where it goes on after it or means several; else the place."""
    inner = names().at(words.matched, place.ends - 1)
    several = words.written[place.ends - 1].lower() != words.matched[place.ends - 1]
    return inner if inner and (inner.ends > place.ends or several) else place


def _short(words: Words, begins: int, ends: int, short: Mapping[str, SpokenOf]) -> Iterator[Hit]:
    for at in range(begins, ends):
        word = words.matched[at]
        if word.isupper() and len(word) > 1:
            if of := short.get(word):
                yield Hit(of, at, at + 1)
            elif BOARD.fullmatch(word):
                yield Hit(SpokenOf.PARTNERSHIP, at, at + 1)


def _joined(words: Words, begins: int, ends: int) -> bool:
    """Whether nothing but commas and the like stands between two names."""
    between = words.matched[begins:ends]
    return 0 < len(between) <= 4 and all(word in JOINS or word == "a" for word in between)


def first_verb(words: Words) -> int:
    """Where the first finite verb stands; the sentence's length where there is none."""
    finite = small()[0]
    for at, word in enumerate(words.written):
        if at and word.lower() in finite:
            return at
    return len(words.written)


def role(before: str, *, acts_first: bool) -> Role:
    """What a name is in its sentence, by its place before or after the verb and the small word before it."""
    _, acting, receiving = small()
    if before in receiving:
        return Role.PASSING
    if acts_first:
        return Role.ACTOR
    return Role.AGENT if before in acting else Role.PASSING


def marker(words: Words, at: int) -> str:
    """The nearest small word before a name that says what it is there, within a few words."""
    _, acting, receiving = small()
    for step in range(at - 1, max(at - 7, -1), -1):
        word = words.written[step].lower()
        if word in acting or word in receiving:
            return word
    return ""
