"""What stands around a sentence: its report's kind, its headings, and who was spoken of before it."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from conspectus.definitions import report_kinds
from conspectus.definitions.spoken_of import spoken_of_words
from conspectus.library.findings.acronyms import short_names
from conspectus.library.findings.mentions import Mention, Role, matters, mentions
from conspectus.library.findings.units import units
from conspectus.library.findings.words import Phrases, Words, cut
from conspectus.library.model import Passage
from conspectus.library.words import Place, SpokenOf

Agencies = frozenset[SpokenOf]
NONE: Agencies = frozenset()


class Context(NamedTuple):
    """One sentence with all that says whom it speaks of and what it finds."""

    passage: Passage
    words: Words
    named: tuple[Mention, ...]
    matters: Agencies  # those whose work it is about, named or not
    units: frozenset[str]  # the teams and programmes that it names beside them
    before: "Context | None"  # the sentence before it in its paragraph
    last: tuple[str, ...]  # the words of the sentence before it, wherever that stands
    after: tuple[str, ...]  # the words of the sentence after it in its paragraph
    carried: Agencies  # those who were spoken of last in its paragraph
    opened: Agencies  # those who act in its paragraph's first sentence
    section: Agencies  # those named in the headings above
    kind: str | None
    own: SpokenOf | None  # the only agency that its report judges
    follows: bool  # opens with a word that stands for somebody before it

    @property
    def council_only(self) -> bool:
        """Whether its report is on the council alone."""
        return self.own is SpokenOf.COUNCIL


def told(passages: Sequence[Passage], kind: str | None) -> Iterator[Context]:
    """Every sentence of a report; headings are context alone."""
    own = own_agency(kind)
    sentences = [(one, cut(one.text)) for one in passages if one.place is not Place.HEADING]
    short = short_names(passage.text for passage, _ in sentences)
    last: Context | None = None
    for (passage, words), follower in zip_longest(sentences, sentences[1:]):
        before = last if last and last.passage.paragraph == passage.paragraph else None
        goes_on = follower is not None and follower[0].paragraph == passage.paragraph
        named = mentions(words, short)
        last = Context(
            passage=passage,
            words=words,
            named=named,
            matters=matters(words),
            units=units(words, named),
            before=before._replace(before=None) if before else None,
            last=last.words.matched if last else (),
            after=follower[1].matched if goes_on else (),
            carried=(acting(before.named) or before.carried) if before else NONE,
            opened=before.opened if before else acting(named),
            section=of_section(passage.section),
            kind=kind,
            own=own,
            follows=stands_for_another(words),
        )
        yield last


def own_agency(kind: str | None) -> SpokenOf | None:
    """The only agency that reports of a kind judge; none where they judge several."""
    found = report_kinds().get(kind or "")
    return SpokenOf(found.agency) if found and found.agency else None


def acting(named: tuple[Mention, ...]) -> Agencies:
    """Those of the named who act."""
    return frozenset(mention.of for mention in named if mention.role is not Role.PASSING)


@cache
def of_section(section: str) -> Agencies:
    """Whom the headings above name, the innermost that names anybody deciding."""
    for heading in reversed(section.split(" > ")):
        named = frozenset(mention.of for mention in mentions(cut(heading), {}))
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
