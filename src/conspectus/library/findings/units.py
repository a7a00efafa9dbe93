"""Units, teams and programmes that a sentence names and no list holds: whose they are, its report tells elsewhere."""

from collections.abc import Iterator

from conspectus.library.findings.mentions import Mention
from conspectus.library.findings.words import Words

HEADS = frozenset({"team", "unit", "service", "hub", "panel", "project", "programme", "centre", "forum"})
ANY = frozenset(  # before such a head these name no one team
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "it",
        "their",
        "his",
        "her",
        "our",
        "all",
        "both",
        "each",
    }
    | {
        "every",
        "other",
        "some",
        "many",
        "most",
        "few",
        "several",
        "of",
        "in",
        "and",
        "or",
        "to",
        "by",
        "for",
        "with",
    }
    | {"new", "local", "different", "available", "relevant", "appropriate", "wider"}
)
WIDELY = frozenset({"SEND", "EHC", "HMI", "JTAI", "CSE", "UK", "BME", "LGBT"})  # capitals that name no unit
LONGEST = 7  # letters of a short name


def units(words: Words, named: tuple[Mention, ...]) -> frozenset[str]:
    """The units of a sentence that are nobody's name, each as it can be met again."""
    taken = {at for mention in named for at in range(mention.begins, mention.ends)}
    return frozenset(name for at, name in _all(words) if at not in taken)


def _all(words: Words) -> Iterator[tuple[int, str]]:
    """Short names in capitals, and teams by the word before them."""
    last = ""
    for at, word in enumerate(words.matched):
        if 2 < len(word) <= LONGEST and word.isupper() and word not in WIDELY:
            yield at, word
        elif word in HEADS and last.isalpha() and last not in ANY:
            yield at, f"{last} {word}"
        last = word
