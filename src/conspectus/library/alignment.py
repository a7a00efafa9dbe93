"""Labelled sentences set beside the library's: which of ours a label's text covers.

Whoever labelled had a plainer reader: a label's text may join several of our sentences across bullets and pages.
"""

import re
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from conspectus.library.model import Sentence
from conspectus.library.words import Polarity, SpokenOf

ALIKE = 0.6  # so many of a sentence's pairs of neighbouring words stand in the label, or the other way about
WORD = re.compile(r"[^\W_]+")

Pairs = frozenset[tuple[str, str]]


class Aligned(NamedTuple):
    """What we say of the sentences that a label covers, together."""

    agencies: frozenset[SpokenOf]
    polarity: Polarity


class Prepared(NamedTuple):
    """A report's sentences with their pairs of neighbouring words."""

    sentences: Sequence[Sentence]
    pairs: Sequence[Pairs]


def prepared(sentences: Sequence[Sentence]) -> Prepared:
    """A report's sentences made ready to be aligned with many labels."""
    return Prepared(sentences, [_pairs(sentence.text) for sentence in sentences])


def align(label: str, ours: Prepared) -> Aligned | None:
    """What we find in the sentences that the label's text covers; None where there are none."""
    together = [ours.sentences[place] for place in covered(label, ours)]
    if not together:
        return None
    agencies = frozenset(agency for sentence in together for agency in sentence.agencies)
    return Aligned(agencies, reduce(combined, (sentence.polarity for sentence in together)))


def covered(label: str, ours: Prepared) -> list[int]:
    """The places of our sentences that the label's text covers."""
    wanted = _pairs(label)
    places = [place for place, pairs in enumerate(ours.pairs) if _covers(wanted, pairs)]
    return _best_run(places, wanted, ours)


def combined(one: Polarity, other: Polarity) -> Polarity:
    """The polarity of two sentences as one: what is neutral adds nothing, and what differs is mixed."""
    if Polarity.NEUTRAL in (one, other):
        return other if one is Polarity.NEUTRAL else one
    return one if one is other else Polarity.MIXED


def _covers(wanted: Pairs, pairs: Pairs) -> bool:
    shared = len(wanted & pairs)
    return shared > 0 and (shared >= ALIKE * len(pairs) or shared >= ALIKE * len(wanted))


def _best_run(places: list[int], wanted: Pairs, ours: Prepared) -> list[int]:
    """Of the sentences covered those that stand together and say most of the label: a report may say a thing twice."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place - runs[-1][-1] <= 2:
            runs[-1].append(place)
        else:
            runs.append([place])

    def said(run: list[int]) -> int:
        return len(wanted & frozenset[tuple[str, str]]().union(*(ours.pairs[place] for place in run)))

    return max(runs, key=said, default=[])


def _pairs(text: str) -> Pairs:
    words = WORD.findall(re.sub(r"[\ufffe\xad]", "", text).casefold())
    return frozenset(pairwise(words))
