"""Whose practice a sentence speaks of, from who is named in it and what stood before."""

from functools import cache
from typing import NamedTuple

from conspectus.definitions.spoken_of import spoken_of_words
from conspectus.library.findings.mentions import Mention, Role, mentions
from conspectus.library.findings.words import Phrases, Words, cut
from conspectus.library.model import SpokenOf

Agencies = frozenset[SpokenOf]
NONE: Agencies = frozenset()


class Around(NamedTuple):
    """What stands around a sentence and may say whose practice it speaks of."""

    council_only: bool
    section: Agencies  # named in the headings above
    before: Agencies  # of the sentence before it in its paragraph


def agencies(words: Words, around: Around) -> Agencies:
    """Whose practice a sentence speaks of."""
    named = mentions(words)
    if around.council_only:
        return of_council(named, around)
    acting = those(named, Role.ACTOR, Role.AGENT)
    if acting:
        return acting
    if around.before and stands_for_another(words):
        return around.before
    return around.section or around.before or frozenset({SpokenOf.PARTNERSHIP})


def of_council(named: tuple[Mention, ...], around: Around) -> Agencies:
    """In a report on the council alone: the council, its board, and who else acts in the sentence."""
    acting = those(named, Role.ACTOR)
    if SpokenOf.PARTNERSHIP in around.section:
        return acting or frozenset({SpokenOf.PARTNERSHIP})
    return frozenset({SpokenOf.COUNCIL}) | acting


def those(named: tuple[Mention, ...], *roles: Role) -> Agencies:
    """Whom the mentions of these roles name."""
    return frozenset(mention.of for mention in named if mention.role in roles)


@cache
def of_section(section: str) -> Agencies:
    """Whom the headings above name, the innermost that names anybody deciding."""
    for heading in reversed(section.split(" > ")):
        named = frozenset(mention.of for mention in mentions(cut(heading)))
        if named:
            return named
    return NONE


@cache
def again() -> Phrases:
    """What stands for whoever was spoken of before."""
    return Phrases({"again": spoken_of_words().again})


def stands_for_another(words: Words) -> bool:
    """Whether a sentence opens with a word that stands for somebody before it."""
    return bool(words.matched) and again().at(words.matched, 0) is not None
