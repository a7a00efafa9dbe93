"""A published report as the library knows it: its facts, and its sentences with whom they speak of."""

from datetime import date
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from conspectus.library.words import Place, Polarity, SpokenOf


class Passage(NamedTuple):
    """One heading or sentence as read from a page, before anybody asks whom it speaks of."""

    page: int  # from 1
    section: str  # the nearest headings above, outermost first, with " > " between; empty before the first
    paragraph: int  # counts up through the report: sentences with the same number stand together
    place: Place
    text: str


class LibraryPart(BaseModel):
    """A part of what the library tells."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sentence(LibraryPart):
    """One sentence of a report, and the finding it makes."""

    n: int = Field(description="Its number in the report, from 1; headings are not counted")
    page: int = Field(description="The page it begins on, from 1")
    section: str = Field(description="The headings above it, outermost first, with ' > ' between")
    text: str
    agencies: tuple[SpokenOf, ...] = Field(description="Whose practice it speaks of")
    polarity: Polarity


class Facts(LibraryPart):
    """What a report says of itself: read from its cover, its tables and its headings."""

    kind: str | None = Field(default=None, description="A kind of `definitions/library/kinds.toml`")
    area: str | None = Field(default=None, description="The official name of the local authority")
    area_code: str | None = Field(default=None, description="Its code")
    inspected_from: date | None = None
    inspected_to: date | None = None
    published: date | None = None
    theme: str | None = None
    inspectorates: tuple[str, ...] = ()
    grades: dict[str, str] = Field(default={}, description="What was graded, in lower case: its grade")
    strengths: int | None = Field(default=None, description="How many are listed; none where no list is")
    improvements: int | None = None
    priority_actions: int | None = None


class Report(Facts):
    """One published report, as `library export` gives it."""

    file: str = Field(description="The file's name")
    sha256: str = Field(description="Of the file's bytes")
    sentences: tuple[Sentence, ...] = ()
    problems: tuple[str, ...] = Field(default=(), description="What could not be read, and why")
