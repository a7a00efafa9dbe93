"""Passages of a report → its sentences, each with whom it speaks of and what it finds."""

from collections.abc import Sequence

from conspectus.definitions.spoken_of import spoken_of_words
from conspectus.library.findings.agencies import NONE, Agencies, Around, agencies, of_section
from conspectus.library.findings.polarity import polarity
from conspectus.library.findings.words import cut
from conspectus.library.model import Passage, Place, Sentence, SpokenOf

ORDER = {agency: place for place, agency in enumerate(SpokenOf)}


def find(passages: Sequence[Passage], kind: str | None) -> tuple[Sentence, ...]:
    """Every sentence of a report with its agencies and polarity; headings are context alone."""
    council_only = kind in spoken_of_words().council_only
    found: list[Sentence] = []
    before: Agencies = NONE
    paragraph = None
    for passage in passages:
        if passage.place is Place.HEADING:
            continue
        before = before if passage.paragraph == paragraph else NONE
        around = Around(council_only=council_only, section=of_section(passage.section), before=before)
        words = cut(passage.text)
        before = agencies(words, around)
        paragraph = passage.paragraph
        found.append(
            Sentence(
                n=len(found) + 1,
                page=passage.page,
                section=passage.section,
                text=passage.text,
                agencies=tuple(sorted(before, key=ORDER.__getitem__)),
                polarity=polarity(words, passage.section),
            )
        )
    return tuple(found)
