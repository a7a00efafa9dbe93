"""What several agencies' events say together and none alone: the model of a pattern file."""

import re
from datetime import date
from functools import cache

from pydantic import Field, field_validator

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


class PatternExample(Definition):
    """A worked example: a small area and what must show in it, executed by the tests.

    `related` has `[<from>..<to>] <person> <relation> <child>`; `then` has a line for each child who fits:
    `<child> <day on which it shows> <gap|late|in_time|not_yet_due> <agencies that hold a part>`.
    """

    title: str
    given: tuple[str, ...] = Field(min_length=1)
    related: tuple[str, ...] = ()
    adults: tuple[str, ...] = ()
    as_of: date
    then: tuple[str, ...]

    @field_validator("then")
    @classmethod
    def _legible(cls, then: tuple[str, ...]) -> tuple[str, ...]:
        for told in then:
            if not re.fullmatch(r"\S+ \d{4}-\d\d-\d\d (gap|late|in_time|not_yet_due)( \w+)+", told):
                raise ValueError(f"{told!r} is not legible; write it as A 2026-02-10 gap health police")
        return then


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
    example: tuple[PatternExample, ...] = ()


@cache
def patterns() -> dict[str, Pattern]:
    """The shipped patterns, by id."""
    return load_folder(Pattern, SHIPPED / "patterns")
