"""What says whether a sentence speaks of an agency: its clues, as names that a linear model weighs.

Some are of the sentence alone and weigh for every agency anew; others set the sentence and one agency side by side.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from conspectus.library.findings.context import Agencies, Context
from conspectus.library.findings.mentions import Mention, Role, small
from conspectus.library.findings.signs import signs, summary
from conspectus.library.findings.words import Words
from conspectus.library.words import Place, SpokenOf

WORD = re.compile("[a-z]+")
TELLING = frozenset(  # words by which one speaks of another's practice
    {"report", "reported", "say", "said", "told", "spoke", "speak", "value", "valued", "describe"}
)
BEING = frozenset({"is", "are", "was", "were", "has", "have", "had", "can", "may", "should", "will"})
VERB_WITHIN = 8  # words after a name


class Said(NamedTuple):
    """Whom the sentences before speak of, as far as it is known."""

    here: Agencies | None  # the sentence before in the same paragraph
    above: Agencies | None  # the last sentence of the paragraph above, under the same headings
    first: Agencies | None = None  # the first of the same paragraph, where that is another than the last
    lead: Agencies | None = None  # the sentence that leads in the list in which this one stands
    units: Agencies | None = None  # the last sentence that names the same team or programme


def of_sentence(told: Context) -> list[str]:
    """The clues of a sentence alone."""
    words = told.words.matched
    only, domain = _only(told), _domain(told)
    clues = [f"bias {only}", f"kind {told.kind}", f"place {told.passage.place} {only}"]
    clues += [f"w {word}" for word in words]
    clues += [f"w {domain} {word}" for word in words]
    clues += _headings(told.passage.section)
    if told.before:
        clues += [f"b {word}" for word in told.before.words.matched]
    if words:
        clues += [f"f {words[0]}", f"f {' '.join(words[:2])}", f"f {only} {words[0]}"]
    clues.append(f"signs {summary(signs(words))} {only}")
    return clues


def of_agency(told: Context, of: SpokenOf, said: Said) -> list[str]:
    """The clues for one agency: each weighed for all agencies alike, and again for this one."""
    shared = [*_common(told, of), *_said(told, of, said), *_about(told, of)]
    return [*shared, *(f"{of}:{clue}" for clue in shared), *_own(told, of)]


def _domain(told: Context) -> str:
    """Whose words mean something else: reports on the council alone, of joint inspection, and of SEND."""
    return "council" if told.council_only else "send" if told.kind and "send" in told.kind else "joint"


def _only(told: Context) -> str:
    return "council" if told.council_only else "joint"


@cache
def _headings(section: str) -> tuple[str, ...]:
    """The words of the two innermost headings, one by one and as each begins."""
    parts = [WORD.findall(part.lower()) for part in section.split(" > ")[-2:]]
    each = [f"h {word}" for words in parts for word in words]
    return (*each, *(f"h= {' '.join(words[:5])}" for words in parts))


def _common(told: Context, of: SpokenOf) -> Iterator[str]:
    mine = [mention for mention in told.named if mention.of is of]
    others = [mention for mention in told.named if mention.of is not of]
    rival = "acts" if any(one.role is not Role.PASSING for one in others) else "named" if others else "none"
    yield "bias"
    yield f"kind={_only(told)}"
    yield f"{'named' if mine else 'unnamed'}, rival {rival}"
    yield from _naming(mine, told)
    yield from _beside(mine, told)
    yield from _context(told, of, named=bool(mine), rival=rival)


def _naming(mine: list[Mention], told: Context) -> Iterator[str]:
    for role in {mention.role for mention in mine}:
        yield f"is {role}"
        yield f"is {role}, {_only(told)}"
    for mention in mine:
        yield f"after {mention.marker or 'nothing'}"
        yield from (f"{clue}, {mention.role}" for clue in _does(mention, told.words))
        yield f"listed {min(mention.listed, 3)}, {mention.role}"
    if mine:
        yield f"first at {min(mine[0].begins, 12) // 3}"
        yield "first of all" if mine[0] is told.named[0] else "after another"
        yield "twice" if len(mine) > 1 else "once"
        if len({mention.of for mention in told.named}) >= 4:
            yield "one of many"


def _does(mention: Mention, words: Words) -> Iterator[str]:
    """What comes after a name: the verb and its next word, or what is done to whoever is named."""
    finite = small()[0]
    for at in range(mention.ends, min(mention.ends + VERB_WITHIN, len(words.written))):
        if words.written[at].lower() in finite:
            rest = [*words.matched[at + 1 : at + 5], "$"]
            yield f"does {words.matched[at]}"
            if words.written[at].lower() in BEING:
                yield from (f"is {word}" for word in rest if word.endswith(("ed", "en", "ware")))
                yield f"undergoes {any(word.endswith(('ed', 'en')) for word in rest[:3])}"
            return


def _beside(mine: list[Mention], told: Context) -> Iterator[str]:
    """The words right before and after a name."""
    words = told.words.matched
    for mention in mine:
        before = words[mention.begins - 1] if mention.begins else "^"
        after = [*words[mention.ends : mention.ends + 2], "$", "$"][:2]
        yield f"prev {before}"
        yield f"next {after[0]}"
        yield f"next {after[0]} {after[1]}"
        yield f"around {before} {after[0]}"


def _context(told: Context, of: SpokenOf, *, named: bool, rival: str) -> Iterator[str]:
    here = f"{'named' if named else 'unnamed'}, rival {rival}"
    yield f"{here}, {_only(told)}"
    yield f"{here}, tells {_tells(told)}"
    if of in told.section:
        yield f"heading, {here}"
    if of in told.carried:
        yield f"carried{' by a pronoun' if told.follows else ''}, {here}"
        yield f"carried with {min(len(told.carried), 3)}, {here}"
    elif told.carried:
        yield f"another carried{' by a pronoun' if told.follows else ''}, {here}"
    if of in told.opened and told.before:
        yield f"opened, {here}"
    if not told.carried:
        yield f"nobody carried, {here}"
    if told.passage.place is Place.BOX:
        yield f"box, {here}"


def _tells(told: Context) -> str:
    """The word by which somebody in the sentence tells of another's practice, and whether "that" follows."""
    words = told.words.matched
    at = next((at for at, word in enumerate(words) if word in TELLING), None)
    if at is None:
        return "nobody"
    return f"{words[at]} {'that' if 'that' in words[at + 1 : at + 4] else ''}"


def _about(told: Context, of: SpokenOf) -> Iterator[str]:
    """Whether the sentence, and the one before it, is about what is this agency's work."""
    here = f"{_named(told, of)}, {_only(told)}"
    if told.matters:
        yield f"about {_among(of, told.matters)}, {here}"
        yield f"about {_among(of, told.matters)} of {min(len(told.matters), 3)}, {here}"
    if told.before and told.before.matters:
        yield f"before about {_among(of, told.before.matters)}, {here}, here {of in told.matters}"


def _said(told: Context, of: SpokenOf, said: Said) -> Iterator[str]:
    """Of whom the sentences before speak, for one that names this agency, another, or nobody."""
    here = _named(told, of)
    if said.here is not None:
        was = _among(of, said.here)
        yield f"said {was}, {here}"
        yield f"said {was}, {here}, follows {told.follows}"
        yield f"said {was} with {len(said.here)}, {here}"
        yield f"said {was}, {here}, first {' '.join(told.words.matched[:1])}"
    if said.above is not None:
        begins = "within" if told.before else "begins"
        yield f"above {_among(of, said.above)}, {here}, {begins}"
        yield f"above {_among(of, said.above)}, {here}, {begins}, {told.passage.place}, {_only(told)}"
    for name, whom in (("first", said.first), ("lead", said.lead), ("unit", said.units)):
        if whom is not None:
            yield f"{name} {_among(of, whom)}, {here}"
            yield f"{name} {_among(of, whom)}, {here}, {_only(told)}"


def _among(of: SpokenOf, said: Agencies) -> str:
    return "this" if of in said else "another" if said else "nobody"


def _named(told: Context, of: SpokenOf) -> str:
    if any(mention.of is of for mention in told.named):
        return "named"
    if any(mention.role is not Role.PASSING for mention in told.named):
        return "another acts"
    return "another passes" if told.named else "nobody"


def _own(told: Context, of: SpokenOf) -> Iterator[str]:
    """Clues that mean something for one agency alone: by which name it is named, and what else is said."""
    for mention in told.named:
        if mention.of is of:
            yield f"{of} by {mention.name}"
            yield f"{of} by {mention.name} as {mention.role}, {_only(told)}"
    nobody = "nobody named" if not told.named else "somebody named"
    yield f"{of}, {told.kind}, {nobody}"
    yield f"{of}, {_only(told)}, {nobody}"
