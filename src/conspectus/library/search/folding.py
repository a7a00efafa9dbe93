"""Fold what says nearly the same as what was shown before it: reports repeat themselves, and one another."""

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+")
ALIKE = 0.8  # so many of the words of two sentences are in both


def folded(texts: Iterable[str]) -> dict[int, int]:
    """The places of those texts that say something new, each with how many later ones say nearly the same."""
    known: dict[int, frozenset[str]] = {}
    many: dict[int, int] = {}
    for place, text in enumerate(texts):
        words = frozenset(WORD.findall(text.casefold()))
        first = next((at for at, others in known.items() if _alike(words, others)), None)
        if first is None:
            known[place], many[place] = words, 0
        else:
            many[first] += 1
    return many


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
