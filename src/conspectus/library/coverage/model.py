"""What coverage tells: shares of the sentences that find something, by whose practice they speak of."""

from pydantic import Field

from conspectus.library.coverage.by import By
from conspectus.library.model import LibraryPart
from conspectus.library.words import SpokenOf

AGENCIES = tuple(one for one in SpokenOf if one not in (SpokenOf.PARTNERSHIP, SpokenOf.OTHER))


class Mean(LibraryPart):
    """A mean over reports, each counting as much as every other."""

    mean: float
    low: float | None = Field(
        description="95 % of resamples of the reports lie from here; none for too few reports"
    )
    high: float | None = Field(description="to here")


class OfReport(LibraryPart):
    """One report: how its findings are spread."""

    file: str
    sha256: str
    kind: str | None
    area: str | None
    year: int | None
    inspectorates: tuple[str, ...]
    joint: bool | None = Field(
        description="Whether agencies were judged together (true) or the council alone (false); none for other kinds"
    )
    evaluative: int = Field(description="Its sentences that find a strength, a weakness or both")
    shares: dict[SpokenOf, float] = Field(
        description="Share of them that speak of each; a sentence on several counts in equal parts; they add up to 1"
    )
    evenness: float | None = Field(
        description="How evenly the part on agencies is spread over seven: 0 one alone, 1 all alike"
    )


class Group(LibraryPart):
    """Several reports taken together."""

    name: str
    reports: int
    evaluative: int
    shares: dict[SpokenOf, Mean]
    evenness: Mean | None


class Coverage(LibraryPart):
    """A library's coverage: reports put together in one way, and those of one inspectorate beside joint ones."""

    by: By
    groups: tuple[Group, ...]
    contrast: tuple[Group, ...] = Field(description="The council inspected alone, and agencies jointly")
    reports: tuple[OfReport, ...]
    left_out: int = Field(
        description="Reports in which no sentence finds anything, or whose kind was not read"
    )
