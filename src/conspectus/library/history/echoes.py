"""Whether a later report says much the same: by the words that few sentences of the area's reports hold."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from conspectus.definitions.topics import topic_words
from conspectus.library.model import Sentence

WORD = re.compile(r"[^\W\d_]{3,}")
STEM = 6  # letters of a word that stand for all its forms
# Of 26 things asked for in two areas, seven came so near something in the next report: three times it was the same
# matter by reading, twice a part of it, twice another. Below it hardly ever was; so the sentence is always shown.
NEAR = 0.2
FEWEST = 2  # telling words that both hold: one alone is chance


class Echoes:
    """Sentences to be compared, each as its stems weighed by how few sentences hold them."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        """Learn from all sentences of an area how many hold each stem."""
        held = Counter[str]()
        many = 0
        for one in sentences:
            many += 1
            held.update(stems(one.text))
        self._weights = {stem: math.log((1 + many) / count) for stem, count in held.items()}

    def nearest(self, asked: Sentence, among: Sequence[Sentence]) -> Sentence | None:
        """The sentence that says most nearly the same, the first of several; None where none comes near."""
        mine = stems(asked.text)
        best = max(among, key=lambda one: self._near(mine, stems(one.text)), default=None)
        return best if best and self._near(mine, stems(best.text)) >= NEAR else None

    def _near(self, mine: frozenset[str], other: frozenset[str]) -> float:
        """The cosine of the two, 0 to 1."""
        both = mine & other
        if len(both) < FEWEST:
            return 0.0
        return self._sum(both) / math.sqrt(self._sum(mine) * self._sum(other))

    def _sum(self, words: Iterable[str]) -> float:
        return sum(self._weights.get(word, 0.0) ** 2 for word in sorted(words)) or 1e-9


@cache
def stems(text: str) -> frozenset[str]:
    """The telling words of a text, by their first letters."""
    fillers = set(topic_words().fillers)
    return frozenset(word[:STEM] for word in WORD.findall(text.casefold()) if word not in fillers)
