"""What says how a sentence values practice: its clues, as names that a linear model weighs."""

import re
from collections.abc import Iterator
from functools import cache

from conspectus.definitions.polarity_words import polarity_words
from conspectus.library.findings.context import Context
from conspectus.library.findings.signs import clauses, halves, leaning, signs, small, summary
from conspectus.library.findings.words import Phrases, Words, cut
from conspectus.library.words import Place, Polarity

DENIED = 4  # so many words after a denial are denied
GRADE = re.compile(r"\b(outstanding|inadequate|requires? improvement|good)\b", re.IGNORECASE)
WORD = re.compile("[a-z]+")


def clues(told: Context) -> list[str]:
    """The clues of one sentence."""
    return [
        "bias",
        f"kind={told.kind}",
        f"follows={told.follows}",
        f"length={min(len(told.words.matched) // 8, 6)}",
        *_of_place(told),
        *_of_signs(told.words),
        *_before(told),
        *_after(told),
        *_words(told.words),
    ]


def _of_place(told: Context) -> Iterator[str]:
    """Of the headings above, and of what they make of the sentence's signs."""
    section, place = told.passage.section, told.passage.place
    listed, grade = of_list(section) or "none", _grade(section)
    found = summary(signs(told.words.matched))
    yield from (f"list={listed}", f"list={listed}, {place}", f"list={listed}, signs={found}")
    yield from (f"graded={grade}", f"graded={grade}, signs={found}", f"box={place is Place.BOX}")
    yield f"asks={asks(told)}"
    yield from _headings(section)


def _of_signs(words: Words) -> Iterator[str]:
    found = signs(words.matched)
    yield f"signs={summary(found)}"
    if found:
        yield from (f"sign first {found[0].sign}", f"sign last {found[-1].sign}")
        yield f"signs of {''.join(sorted({one.sign for one in found}))}"
    parts = clauses(words.matched)
    yield "clauses=" + "|".join(part.opens + part.sign for part in parts[:3])
    if len(parts) > 1:
        yield "shape=" + "|".join(part.sign or "0" for part in parts[:3])
        yield from (f"clause first {parts[0].opens}{parts[0].sign}", f"clauses {min(len(parts), 4)}")
        yield f"clause last {parts[-1].opens}{parts[-1].sign}"
        yield from (f"last {word}" for word in parts[-1].words)
    yield from _of_halves(words.matched)
    if any(word[0].isdigit() for word in words.matched):
        yield from ("number", f"number, signs={summary(found)}")


def _of_halves(words: tuple[str, ...]) -> Iterator[str]:
    """Of a sentence that sets one thing against another: how each weighs, and whether they differ."""
    if both := halves(words):
        first, second = (_leans(one) for one in both)
        yield from (
            f"halves={first}|{second}",
            f"halves={both[0]}|{both[1]}",
            f"halves differ={first != second}",
        )
        yield f"halves={first}|{second}, opens={words[0]}"


def _leans(many: str) -> str:
    return "+" if many[0] > many[1] else "-" if many[1] > many[0] else "0" if many == "00" else "="


def _before(told: Context) -> Iterator[str]:
    """Of the sentence before, and closer where it stands in the same paragraph."""
    if not told.last:
        return
    was = signs(told.last)
    yield f"before{' here' if told.before else ''}={summary(was)}"
    if told.before:
        words, found = told.words.matched, summary(signs(told.words.matched))
        yield f"before={leaning(was)}, first={' '.join(words[:1])}"
        yield f"before={leaning(was)}, first={' '.join(words[:2])}"
        yield f"before={leaning(was)}, signs={found}"
        yield f"before={leaning(was)}, follows={told.follows}, signs={found}"


def _after(told: Context) -> Iterator[str]:
    if told.after:
        yield f"after={summary(signs(told.after))}"
        yield f"after first={told.after[0]}"


def _words(words: Words) -> Iterator[str]:
    last = ""
    denied = -DENIED - 1
    for at, word in enumerate(words.matched):
        yield f"w {word}"
        yield f"w {last} {word}"
        if len(word) > 5:
            yield f"stem {word[:5]}"
        if at - denied <= DENIED:
            yield f"w not {word}"
        if word in small().denial:
            denied = at
        last = word
    if words.matched:
        yield f"first {words.matched[0]}"
        yield f"first {' '.join(words.matched[:2])}"


def asks(told: Context) -> bool:
    """Whether a sentence of a list of improvements tells what to do, and so recommends."""
    words = told.words.matched
    begins = bool(words) and words[0] in _asking()
    return begins and of_list(told.passage.section) is Polarity.WEAKNESS


@cache
def _asking() -> frozenset[str]:
    return frozenset(polarity_words().asking)


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
def _headings(section: str) -> tuple[str, ...]:
    """The words of the two innermost headings."""
    return tuple(
        f"heading {word}" for part in section.split(" > ")[-2:] for word in WORD.findall(part.lower())
    )


@cache
def _grade(section: str) -> str:
    """The grade that the headings above give, if they give one."""
    found = GRADE.findall(section)
    return found[-1].lower() if found else "none"
