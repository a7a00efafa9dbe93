"""What says whether a sentence speaks of an agency: its clues, as names that a linear model weighs."""

from collections.abc import Iterator

from conspectus.library.findings.context import Told
from conspectus.library.findings.mentions import Mention, Role
from conspectus.library.model import Place, SpokenOf


def clues(told: Told, of: SpokenOf) -> list[str]:
    """The clues for one agency: each weighed for all agencies alike, and again for this one."""
    shared = [*_common(told, of)]
    return [*shared, *(f"{of}:{clue}" for clue in shared), *_own(told, of)]


def _common(told: Told, of: SpokenOf) -> Iterator[str]:
    mine = [mention for mention in told.named if mention.of is of]
    others = [mention for mention in told.named if mention.of is not of]
    rival = "acts" if any(one.role is not Role.PASSING for one in others) else "named" if others else "none"
    yield "bias"
    yield f"kind={'council' if told.council_only else 'joint'}"
    yield f"{'named' if mine else 'unnamed'}, rival {rival}"
    yield from _naming(mine, told)
    yield from _context(told, of, named=bool(mine), rival=rival)


def _naming(mine: list[Mention], told: Told) -> Iterator[str]:
    for role in {mention.role for mention in mine}:
        yield f"is {role}"
        yield f"is {role}, {'council' if told.council_only else 'joint'}"
    for marker in {mention.marker for mention in mine}:
        yield f"after {marker or 'nothing'}"
    if mine:
        yield f"first at {min(mine[0].begins, 12) // 3}"
        yield "first of all" if mine[0] is told.named[0] else "after another"
        yield "twice" if len(mine) > 1 else "once"
        if len({mention.of for mention in told.named}) >= 4:
            yield "one of many"


def _context(told: Told, of: SpokenOf, *, named: bool, rival: str) -> Iterator[str]:
    here = f"{'named' if named else 'unnamed'}, rival {rival}"
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


def _own(told: Told, of: SpokenOf) -> Iterator[str]:
    """Clues that mean something for one agency alone: by which name it is named, and what else is said."""
    for mention in told.named:
        if mention.of is of:
            yield f"{of} by {mention.name}"
            yield f"{of} by {mention.name} as {mention.role}, {'council' if told.council_only else 'joint'}"
    nobody = "nobody named" if not told.named else "somebody named"
    yield f"{of}, {told.kind}, {nobody}"
    yield f"{of}, {'council' if told.council_only else 'joint'}, {nobody}"
