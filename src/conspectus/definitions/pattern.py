"""What several agencies' events say together and none alone: the model of a pattern file."""

from functools import cache

from pydantic import Field

from conspectus.definitions.base import SHIPPED, Definition, load_folder
from conspectus.definitions.duty import CalendarSpan, Selector, Span
from conspectus.terms import Relation, Standing


class Sign(Definition):
    """One part of a pattern: enough of certain events within the window."""

    id: str
    title: str
    events: Selector
    at_least: int = Field(1, ge=1)
    through: Relation | None = None  # events of a person who stands so to the child, not the child's own


class Pattern(Definition):
    """Signs that together should have been discussed, and what counts as acting on them."""

    id: str
    title: str
    theme: str
    version: int = 1
    window: CalendarSpan
    at_least_signs: int = Field(ge=2)
    at_least_agencies: int = Field(2, ge=2)
    act_within: Span
    acted: Selector
    standing: Standing
    confirmed: bool
    source: str
    sign: tuple[Sign, ...]


@cache
def patterns() -> dict[str, Pattern]:
    """The shipped patterns, by id."""
    return load_folder(Pattern, SHIPPED / "patterns")
