"""What a sentence makes of the practice it speaks of, from its words and the list it stands in."""

from functools import cache

from conspectus.definitions.polarity_words import polarity_words
from conspectus.library.findings.words import Phrases, Words, cut
from conspectus.library.model import Polarity


@cache
def cues() -> Phrases:
    """The words that praise and those that find fault."""
    words = polarity_words()
    return Phrases({Polarity.STRENGTH: words.strength, Polarity.WEAKNESS: words.weakness})


@cache
def of_heading(section: str) -> Polarity | None:
    """What the innermost heading says of every item under it, if it is a list's."""
    words = polarity_words()
    inner = cut(section.rsplit(" > ", 1)[-1])
    for hit in Phrases({Polarity.STRENGTH: words.strengths, Polarity.WEAKNESS: words.improvements}).hits(
        inner
    ):
        return Polarity(hit.stands_for)
    return None


def polarity(words: Words, section: str) -> Polarity:
    """Strength, weakness, both or neither."""
    listed = of_heading(section)
    if listed:
        return listed
    found = {hit.stands_for for hit in cues().hits(words)}
    if len(found) == 2:
        return Polarity.WEAKNESS
    return Polarity(found.pop()) if found else Polarity.NEUTRAL
