"""How a definition's parts are said in words."""

from collections.abc import Iterator

from conspectus.definitions import Duty, Selector, agencies, events
from conspectus.terms import Agency, Standing
from conspectus.wording import edition_said, source_said
from tools.reference.markdown import NOT_YET_CHECKED, words

STANDING = {
    Standing.STATUTE: "statute: an Act of Parliament",
    Standing.REGULATIONS: "regulations: law made under an Act",
    Standing.STATUTORY_GUIDANCE: "statutory guidance: to be followed unless there is good reason",
    Standing.EXPECTED: "expected: national practice without the force of law",
    Standing.LOCAL: "local: agreed or usual in an area",
}


def agency(word: str) -> str:
    """An agency as pages show it."""
    return "the agency asked" if word == "counterparty" else agencies()[Agency(word)].title


def selected(selector: Selector) -> str:
    """Which events a selector takes."""
    names = " or ".join(events()[word].title for word in selector.words)
    where = [
        f"{field} {' or '.join(words(value) for value in values)}"
        for field, values in selector.conditions.items()
    ]
    when = " (its end)" if selector.at == "ended" else ""
    return f"{names}{when}" + (f", {', '.join(where)}" if where else "")


def checked(duty: Duty) -> str:
    """Whether somebody has read the edition of a duty's source that holds now."""
    unread = edition_said(duty)
    return f"**{unread}**" if unread else source_said(duty)


def in_force(duty: Duty) -> Iterator[str]:
    """Each edition that a duty rests on, from when to when, and whether somebody has read it."""
    for one in duty.in_force:
        until = f" to {one.to}" if one.to else ""
        yield f"from {one.from_}{until}: {one.edition or 'no edition'}, {source_said(duty, one.from_)}"
    if not duty.in_force:
        yield source_said(duty)


def agreed(confirmed: bool) -> str:
    """Whether somebody has read what a pattern rests on."""
    return "source read" if confirmed else f"**{NOT_YET_CHECKED}**"
