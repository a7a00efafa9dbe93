"""What says how a sentence values practice: its clues, as names that a linear model weighs."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from conspectus.definitions.polarity_words import polarity_words
from conspectus.library.findings.context import Told
from conspectus.library.findings.words import Phrases, Words, cut
from conspectus.library.model import Place, Polarity

CONTRAST = frozenset({"but", "however", "although", "though", "yet", "while", "whilst", "whereas", "despite"})
DENIALS = frozenset({"not", "no", "without", "nor", "cannot", "neither", "lack", "lacks"})
REACH = 4  # so many words after a denial are denied
GRADE = re.compile(r"\b(outstanding|inadequate|requires? improvement|good)\b", re.IGNORECASE)


def clues(told: Told) -> list[str]:
    """The clues of one sentence."""
    signs = _signs(told.words.matched)
    listed = of_list(told.passage.section) or "none"
    return [
        "bias",
        f"list={listed}",
        f"list={listed}, bullet={told.passage.place is Place.BULLET}",
        f"list={listed}, signs={_summary(signs)}",
        f"signs={_summary(signs)}",
        f"clauses={_clauses(told.words)}",
        f"graded={_grade(told.passage.section)}",
        f"kind={told.kind}",
        f"box={told.passage.place is Place.BOX}",
        f"follows={told.follows}",
        *_before(told),
        *_words(told.words),
    ]


def _before(told: Told) -> Iterator[str]:
    if told.before:
        was = _summary(_signs(told.before.words.matched))
        yield f"before={was}"
        yield f"before={was}, first={told.words.matched[0] if told.words.matched else ''}"
        yield f"before={was}, signs={_summary(_signs(told.words.matched))}"


def _words(words: Words) -> Iterator[str]:
    last = ""
    denied = -REACH - 1
    for at, word in enumerate(words.matched):
        yield f"w {word}"
        yield f"w {last} {word}"
        if at - denied <= REACH:
            yield f"w not {word}"
        if word in DENIALS:
            denied = at
        last = word
    if words.matched:
        yield f"first {words.matched[0]}"
        yield f"first {' '.join(words.matched[:2])}"


@lru_cache(maxsize=1024)  # a sentence's signs are asked for by itself and by the one after it
def _signs(words: tuple[str, ...]) -> tuple[str, ...]:
    hits = cues().hits(Words(words, words))
    return tuple("+" if hit.stands_for == Polarity.STRENGTH else "-" for hit in hits)


def _summary(signs: tuple[str, ...]) -> str:
    """How many words of praise and of fault, up to two of each."""
    return f"{min(signs.count('+'), 2)}{min(signs.count('-'), 2)}"


def _clauses(words: Words) -> str:
    """The signs of each clause that a word of contrast begins, with that word."""
    parts: list[str] = []
    begins = 0
    for at in [*(at for at, word in enumerate(words.matched) if word in CONTRAST), len(words.matched)]:
        if at > begins:
            signs = _signs(words.matched[begins:at])
            opens = words.matched[begins] if words.matched[begins] in CONTRAST else ""
            parts.append(opens + "".join(sorted(set(signs))))
        begins = at
    return "|".join(parts[:3])


@cache
def cues() -> Phrases:
    """The words that praise and those that find fault."""
    words = polarity_words()
    return Phrases({Polarity.STRENGTH: words.strength, Polarity.WEAKNESS: words.weakness})


@cache
def of_list(section: str) -> Polarity | None:
    """What the innermost heading that heads a list says of every item under it."""
    words = polarity_words()
    lists = Phrases({Polarity.STRENGTH: words.strengths, Polarity.WEAKNESS: words.improvements})
    for heading in reversed(section.split(" > ")):
        for hit in lists.hits(cut(heading)):
            return Polarity(hit.stands_for)
    return None


@cache
def _grade(section: str) -> str:
    """The grade that the headings above give, if they give one."""
    found = GRADE.findall(section)
    return found[-1].lower() if found else "none"
