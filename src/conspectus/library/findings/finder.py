"""Passages of a report → its sentences, each with whom it speaks of and what it finds."""

from collections.abc import Sequence
from typing import NamedTuple

from conspectus.library.findings import speaking, valuing
from conspectus.library.findings.carrying import said_before
from conspectus.library.findings.context import NONE, Agencies, Context, acting, told
from conspectus.library.findings.linear import AGENCIES, POLARITY, WORDS, Linear, model
from conspectus.library.findings.mentions import Mention, Role
from conspectus.library.findings.speaking import Said
from conspectus.library.model import Passage, Sentence
from conspectus.library.words import Polarity, SpokenOf

BY_DEFAULT = (SpokenOf.COUNCIL, SpokenOf.PARTNERSHIP)  # who may be meant where nobody is named
# What an agency must weigh at least: a little less than even, since most sentences speak of one.
ENOUGH = -0.2
# Of whom another amount is asked: the partnership is meant by default, and else beside whoever acts; voluntary
# organisations have so few labels that training pulls their weights down as far.
MORE = {SpokenOf.PARTNERSHIP: 0.2, SpokenOf.VOLUNTARY: -2.0}
COUNCIL_ONLY = {SpokenOf.EDUCATION: -1.2}  # in a report on the council alone, where its labels are as few
MANY = 3  # names of a list that surely act together
TOO_SELDOM = {Polarity.MIXED: 0.6}  # what a polarity is given that its clues alone find too seldom


class Models(NamedTuple):
    """What clues weigh: those of a sentence and an agency, those of a sentence alone, and those of its polarity."""

    agencies: Linear
    words: Linear
    polarity: Linear


class Read(NamedTuple):
    """What was read of one sentence."""

    agencies: Agencies
    polarity: Polarity


def find(passages: Sequence[Passage], kind: str | None) -> tuple[Sentence, ...]:
    """Every sentence of a report with its agencies and polarity; headings are context alone."""
    sentences = list(told(passages, kind))
    shipped = Models(model(AGENCIES), model(WORDS), model(POLARITY))
    return tuple(
        Sentence(
            n=n,
            page=one.passage.page,
            section=one.passage.section,
            text=one.passage.text,
            agencies=tuple(of for of in SpokenOf if of in found.agencies),
            polarity=found.polarity,
        )
        for n, (one, found) in enumerate(zip(sentences, read(sentences, shipped), strict=True), start=1)
    )


def read(sentences: Sequence[Context], weighs: Models) -> list[Read]:
    """A report's sentences in order: whom one speaks of is a clue for the next."""
    done: list[Read] = []
    for one, said in zip(sentences, said_before(sentences, lambda place: done[place].agencies), strict=True):
        polarity = valued(one, weighs.polarity)
        done.append(Read(spoken_of(one, said, polarity, weighs), polarity))
    return done


def spoken_of(one: Context, said: Said, polarity: Polarity, weighs: Models) -> Agencies:
    """Those whose practice a sentence speaks of, each asked for by itself; a finding is of somebody."""
    if one.own and not one.council_only and not acting(one.named):
        return NONE if polarity is Polarity.NEUTRAL else frozenset({one.own})
    by_words = dict(zip(SpokenOf, weighs.words.totals(speaking.of_sentence(one)), strict=True))
    lead = {
        of: by_words[of] + weighs.agencies.totals(speaking.of_agency(one, of, said))[0]
        for of in SpokenOf
        if of in _asked(one, said)
    }
    enough = frozenset(of for of in lead if lead[of] > _enough(one, of)) - _handed_to(one)
    sure = _with_listed(one, enough)
    if sure or polarity is Polarity.NEUTRAL:
        return sure
    if one.section and not one.council_only and not one.named:
        return one.section
    return _with_listed(one, frozenset({max(lead, key=lead.__getitem__)}))


def _enough(one: Context, of: SpokenOf) -> float:
    """What an agency must weigh at least, to be spoken of."""
    more = MORE.get(of, ENOUGH)
    return COUNCIL_ONLY.get(of, more) if one.council_only else more


def _asked(one: Context, said: Said) -> Agencies:
    named = (mention.of for mention in one.named)
    about = one.matters | (one.before.matters if one.before else NONE)
    return one.section.union(
        one.carried, one.opened, about, BY_DEFAULT, named, said.here or NONE, said.above or NONE
    )


def _handed_to(one: Context) -> Agencies:
    """Those to whom another does something, as in "made to social care by schools"."""
    if not any(mention.marker == "by" and mention.role is Role.AGENT for mention in one.named):
        return NONE
    others = frozenset(
        mention.of for mention in one.named if (mention.marker, mention.role) != ("to", Role.PASSING)
    )
    return frozenset(mention.of for mention in one.named) - others


def _with_listed(one: Context, sure: Agencies) -> Agencies:
    """With the others of a list of names that act together, where its first, or one of three or more, is spoken of."""
    for names in _lists(one):
        those = frozenset(mention.of for mention in names)
        if names[0].of in sure or (len(names) >= MANY and those & sure):
            sure |= those
    return sure


def _lists(one: Context) -> list[list[Mention]]:
    """The lists of names that act in a sentence."""
    lists: list[list[Mention]] = []
    for mention in one.named:
        if mention.listed:
            lists[-1].append(mention)
        else:
            lists.append([mention])
    return [names for names in lists if names[0].role is Role.ACTOR]


def valued(one: Context, weighs: Linear) -> Polarity:
    """Whether a sentence tells of a strength, a weakness, both or neither."""
    totals = weighs.totals(valuing.clues(one))
    lead = {
        word: total + TOO_SELDOM.get(word, 0)
        for word, total in zip(map(Polarity, weighs.answers), totals, strict=True)
    }
    return max(lead, key=lead.__getitem__)
