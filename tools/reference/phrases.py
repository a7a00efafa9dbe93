"""How a definition's parts are said in words."""

from conspectus.definitions import Selector, agencies, events
from conspectus.terms import Agency, Standing
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


def checked(confirmed: bool) -> str:
    """Whether somebody has read the source."""
    return "source read" if confirmed else f"**{NOT_YET_CHECKED}**"
