"""Fold what says nearly the same as what was shown before it: reports repeat themselves, and one another."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conspectus.library.search.finding import Hit

WORD = re.compile(r"[^\W_]+")
ALIKE = 0.8  # so many of the words of two sentences are in both


def folded(hits: "Iterable[Hit]") -> "tuple[Hit, ...]":
    """The hits without near-repeats, each with how many were folded into it."""
    shown: list[tuple[frozenset[str], Hit]] = []
    for hit in hits:
        words = frozenset(WORD.findall(hit.sentence.text.casefold()))
        place = next((at for at, (known, _) in enumerate(shown) if _alike(words, known)), None)
        if place is None:
            shown.append((words, hit))
        else:
            known, first = shown[place]
            shown[place] = (known, first._replace(repeats=first.repeats + 1))
    return tuple(hit for _, hit in shown)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
