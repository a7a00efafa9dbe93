"""Passages of a report → its sentences, each with whom it speaks of and what it finds."""

from collections.abc import Sequence

from conspectus.library.findings import speaking, valuing
from conspectus.library.findings.context import Told, told
from conspectus.library.findings.linear import AGENCIES, POLARITY, Linear, model
from conspectus.library.model import Passage, Polarity, Sentence, SpokenOf

BY_DEFAULT = (SpokenOf.COUNCIL, SpokenOf.PARTNERSHIP)  # who may be meant where nobody is named


def find(passages: Sequence[Passage], kind: str | None) -> tuple[Sentence, ...]:
    """Every sentence of a report with its agencies and polarity; headings are context alone."""
    found = []
    for n, one in enumerate(told(passages, kind), start=1):
        polarity = valued(one, model(POLARITY))
        agencies = spoken_of(one, polarity, model(AGENCIES))
        page, section, _, _, text = one.passage
        found.append(
            Sentence(n=n, page=page, section=section, text=text, agencies=agencies, polarity=polarity)
        )
    return tuple(found)


def spoken_of(one: Told, polarity: Polarity, weighs: Linear) -> tuple[SpokenOf, ...]:
    """Those whose practice a sentence speaks of, each asked for by itself; a finding is of somebody."""
    asked = {mention.of for mention in one.named}.union(one.section, one.carried, one.opened, BY_DEFAULT)
    lead = {}
    for of in SpokenOf:
        if of in asked:
            no, yes = weighs.totals(speaking.clues(one, of))
            lead[of] = yes - no
    sure = tuple(of for of in lead if lead[of] > 0)
    if sure or polarity is Polarity.NEUTRAL:
        return sure
    if one.section and not one.council_only and not one.named:
        return tuple(of for of in SpokenOf if of in one.section)
    return (max(lead, key=lead.__getitem__),)


def valued(one: Told, weighs: Linear) -> Polarity:
    """Strength, weakness, both or neither."""
    return Polarity(weighs.best(valuing.clues(one)))
