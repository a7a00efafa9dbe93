"""What is told of an area's published history."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from conspectus.library.coverage import Group
from conspectus.library.model import LibraryPart
from conspectus.library.words import SpokenOf


class Still(StrEnum):
    """What a later report says of what was asked for."""

    ASKED = "asked"  # the next report lists something near it
    WANTING = "wanting"  # the next report finds something near it wanting, and does not list it
    LATER = "later"  # nothing near it in the next report, and in one after that
    NOT_NAMED = "not_named"  # nothing near it in any later report
    NO_LATER = "no_later"  # there is no later report


STILL = {
    Still.ASKED: "the next report asks for something near it",
    Still.WANTING: "the next report finds something near it wanting",
    Still.LATER: "nothing near it in the next report, and again in a later one",
    Still.NOT_NAMED: "nothing near it in later reports",
    Still.NO_LATER: "there is no later report yet",
}


class Count(LibraryPart):
    """How many of a report's sentences find what of one agency."""

    agency: SpokenOf
    strengths: int
    weaknesses: int
    mixed: int


class Echo(LibraryPart):
    """A sentence of a later report that says much the same."""

    file: str
    sha256: str
    page: int
    text: str


class Asked(LibraryPart):
    """Something that a report lists to be improved or acted on, and what became of it in later reports."""

    text: str
    page: int
    agencies: tuple[SpokenOf, ...]
    priority: bool = Field(description="Whether it stands among the priority actions")
    still: Still
    echo: Echo | None = Field(description="The sentence by which it is named again")


class OfReport(LibraryPart):
    """One report of an area: what it found, by agency, and what it asked for."""

    file: str
    sha256: str
    kind: str | None
    title: str = Field(description="Its kind in words")
    inspectorates: tuple[str, ...]
    day: date | None = Field(description="Of publication, else the inspection's last or first")
    theme: str | None
    grades: dict[str, str]
    found: tuple[Count, ...]
    asked: tuple[Asked, ...]


class AreaHistory(LibraryPart):
    """An area's published history, the newest first, and the areas beside it by name."""

    name: str
    code: str
    region: str | None
    type: str | None = Field(description="Of authority")
    reports: tuple[OfReport, ...]
    neighbours: str = Field(description="Which areas are its neighbours, in words")
    beside: tuple[Group, ...] = Field(
        description="Whose practice reports speak of: of the area, and of each neighbour of which there are reports"
    )
