"""What people type, in the language of SQLite's full-text search."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from conspectus.definitions.topics import topic_words
from conspectus.errors import LibraryError

PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
FEW = 3  # sentences that happen to hold all words of a question, its small ones too: fewer answer it hardly
LONG = 12  # telling words at most of which one may be missing: of more, so many ways are slow to look for
LETTER = re.compile(r"\w")


class Step(StrEnum):
    """How far a search went from what was typed."""

    SENTENCE = "sentence"  # every word stands in the sentence
    NEAR = "near"  # in it, the sentences beside it or the headings above; a question's small words left out
    MOST = "most"  # the same, but for one of the words
    ANY = "any"  # any of the words stands in it


class Terms(NamedTuple):
    """What was typed, as terms of the engine."""

    asked: tuple[str, ...]
    telling: tuple[str, ...]  # without a question's small words, unless there is nothing else
    barred: tuple[str, ...]
    means: (
        str  # the telling words as they were typed; none where a phrase or a word's beginning was asked for
    )


class Try(NamedTuple):
    """One step: what the sentence itself holds, and what it does with all that stands around it, if that is asked."""

    step: Step
    text: str
    around: str = ""


class Plan(NamedTuple):
    """What a search tries, one step after another, and how many sentences are enough to stop at."""

    enough: int
    steps: tuple[Try, ...] = ()
    means: str = ""  # what to compare by meaning; nothing where the very words were asked for
    barred: str = ""  # the condition of what must not be there


def plan(typed: str) -> Plan:
    """What was typed as conditions, each wider than the one before; no step where nothing was typed.

    Every word must be there, in any of its forms; words in double quotes must stand together; a word ending in *
    stands for all that begin so; what follows a minus must not be there. Nothing that a person types is read as the
    engine's own language. A LibraryError where only punctuation was typed.
    """
    terms = _terms(typed)
    if not terms.asked:
        return Plan(1)
    found = [Try(Step.SENTENCE, _without(_all(terms.asked), terms))]
    if len(terms.asked) > 1:
        any_of = _without(" OR ".join(terms.telling), terms)
        found.append(Try(Step.NEAR, any_of, _all(terms.telling)))
        if 2 < len(terms.telling) <= LONG:
            found.append(Try(Step.MOST, any_of, _all_but_one(terms.telling)))
        found.append(Try(Step.ANY, any_of))
    enough = 1 if terms.telling == terms.asked else FEW
    barred = f"text : ({' OR '.join(terms.barred)})" if terms.barred else ""
    return Plan(enough, tuple(found), terms.means, barred)


def one_of(column: str, *terms: str) -> str:
    """A column holds one of these."""
    return f"{column} : ({' OR '.join(map(_quoted, terms))})"


def one_begun(column: str, terms: Iterable[str]) -> str:
    """A column holds one of these, where one that ends in * stands for all that begin so."""
    found = (_quoted(one.rstrip("*")) + (" *" if one.endswith("*") else "") for one in terms)
    return f"{column} : ({' OR '.join(found)})"


def _terms(typed: str) -> Terms:
    parts = [(part, term) for part in PART.finditer(typed) if (term := _term(part))]
    asked = [(part, term) for part, term in parts if not part["minus"]]
    if not asked and typed.strip():
        raise LibraryError("no word to look for", typed, "Give a word, or words in double quotes.")
    telling = tuple(term for part, term in asked if not _fills(part))
    every = tuple(term for _, term in asked)
    barred = tuple(term for part, term in parts if part["minus"])
    return Terms(every, telling or every, barred, _means([part for part, _ in asked]))


def _means(asked: Sequence[re.Match[str]]) -> str:
    """The telling words as they were typed, small ones too where there is nothing else; nothing of very words."""
    if any(part["phrase"] is not None or part["word"].endswith("*") for part in asked):
        return ""
    telling = [part["word"] for part in asked if not _fills(part)]
    return " ".join(telling or [part["word"] for part in asked])


def _fills(part: re.Match[str]) -> bool:
    """Whether it is a question's small word, which says nothing of what is looked for."""
    return (
        part["phrase"] is None
        and part["word"].strip("?!.,;:").replace("’", "'").casefold() in topic_words().fillers
    )


def _all(terms: Iterable[str]) -> str:
    return " AND ".join(terms)


def _all_but_one(terms: Sequence[str]) -> str:
    """Any of them may be missing, though no two."""
    return " OR ".join(f"({_all([*terms[:at], *terms[at + 1 :]])})" for at in range(len(terms)))


def _without(condition: str, terms: Terms) -> str:
    """A condition on the text, but for what must not be there."""
    return f"text : (({condition}){''.join(f' NOT {term}' for term in terms.barred)})"


def _term(part: re.Match[str]) -> str:
    text = part["word"] if part["phrase"] is None else part["phrase"]
    if not LETTER.search(text):
        return ""
    starts = part["phrase"] is None and text.endswith("*")
    return _quoted(text) + (" *" if starts else "")


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), " ")}"'
