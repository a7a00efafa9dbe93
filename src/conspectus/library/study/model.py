"""What a study tells: figures with their bounds, and the parts that set them side by side."""

from typing import NamedTuple

from pydantic import Field

from conspectus.library.model import LibraryPart


class Figure(LibraryPart):
    """One number of the study."""

    id: str
    value: float
    low: float | None = Field(
        description="95 % of resamples of the reports lie from here; none for counts and too few reports"
    )
    high: float | None = Field(description="to here")
    command: str = Field(description="What gives this figure again, and nothing else")


class Line(NamedTuple):
    """A row of a table: what it is of, and the figures' ids, none where nothing could be counted."""

    title: str
    ids: tuple[str | None, ...]


class Part(NamedTuple):
    """A section: what it says, and its table."""

    id: str
    title: str
    says: tuple[str, ...]
    columns: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


class Study(NamedTuple):
    """The whole, in the order in which it is read."""

    title: str
    lead: tuple[str, ...]
    parts: tuple[Part, ...]
    figures: dict[str, Figure]  # by id
