"""The content of a figures file: counts alone, of no child; what leaves a casebook and may be kept after it."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from conspectus.records.dates import Instant
from conspectus.signing import Signature
from conspectus.terms import Agency, Nation, Part, Severity

KIND: Literal["conspectus-figures"] = "conspectus-figures"

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def _all_months(values: list[str]) -> list[str]:
    """A column of few months many times over: each is looked at once."""
    for value in set(values):
        if not MONTH.fullmatch(value):
            raise ValueError(f"{value!r} is no month, such as 2026-03")
    return values


Months = Annotated[list[str], AfterValidator(_all_months)]
Count = Annotated[int, Field(ge=0)]
Hidden = Annotated[int | None, Field(ge=0)]  # null where it is from 1 to 5 and the file is published


class Counted(BaseModel):
    """A part of a figures file."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class FiguresArea(Counted):
    """Whose figures these are."""

    name: str
    code: str | None = Field(None, description="The Office for National Statistics' code, where it has one")
    region: str | None = None
    type: str | None = Field(None, description="Type of authority")


class FiguresSeries(Counted):
    """What one agency owed in one part of one duty; its counts are in `points`, by its place in the list."""

    duty: str
    version: int = Field(description="Version of the duty's definition")
    title: str
    part: Part
    agency: Agency
    unit: str = Field(description="Unit of the time to respond")
    target: float | None = Field(
        None, description="Share that its duty's file aims at; null where none is set"
    )
    comparable: bool = Field(description="Whether the returns cover at least nine tenths of its obligations")
    undated: Hidden = Field(description="Obligations without a limit; null where too few to publish")
    suppressed: bool = Field(description="Too few altogether to publish: it has no points")


class Columns(Counted):
    """A table by columns, each as long as the others."""

    @model_validator(mode="after")
    def _as_long(self) -> "Columns":
        if (
            len(
                {len(value) for name in type(self).model_fields if (value := getattr(self, name)) is not None}
            )
            > 1
        ):
            raise ValueError("its columns differ in length")
        return self


class FiguresPoints(Columns):
    """How obligations stand, by the month of their limit; those of a published file joined until none is small."""

    series: list[Count] = Field(description="Place of the series in `series`, from 0")
    from_: Months = Field(alias="from", description="First month")
    to: Months = Field(description="Last month")
    n: list[Count] = Field(description="met + late + missed")
    met: list[Count]
    provisional: list[bool] = Field(description="Less than 95 % of what is not exempt can be decided yet")
    time: list[float | None] = Field(
        description="Mean time to respond of those met or late, in the series' unit; null where too few"
    )
    late: list[Count] | None = Field(None, description="Restricted copy alone")
    not_yet_due: list[Count] | None = Field(None, description="Restricted copy alone")
    exempt: list[Count] | None = Field(None, description="Restricted copy alone")
    indeterminate: list[Count] | None = Field(None, description="Restricted copy alone")
    decided_not_to_share: list[Count] | None = Field(None, description="Restricted copy alone")
    not_evaluated: list[Count] | None = Field(None, description="Restricted copy alone")
    answered: list[Count] | None = Field(None, description="Restricted copy alone: those that `time` is over")


class FiguresGaps(Columns):
    """Silo gaps by month: when the joint record would have shown them, when anyone acted, how many stood open."""

    pattern: list[Count] = Field(description="Place of the pattern in `patterns`, from 0")
    from_: Months = Field(alias="from", description="First month")
    to: Months = Field(description="Last month")
    opened: list[Count]
    acted_on: list[Count]
    open: list[Count] = Field(description="At the end of the last month")
    provisional: list[bool] = Field(description="The month was not over")


class FiguresPattern(Counted):
    """A pattern that was looked for."""

    id: str
    version: int
    title: str
    suppressed: bool = Field(description="Too few altogether to publish: it has no rows in `gaps`")


class FiguresCoverage(Counted):
    """What one agency's returns answer for."""

    agency: Agency
    event: str
    from_: date = Field(alias="from")
    to: date


class FiguresQuality(Counted):
    """How good one agency's records are; null where a count is too small to publish."""

    agency: Agency
    rows_in: Hidden
    rows_set_aside: Hidden
    issues: dict[Severity, Hidden]


class Figures(Counted):
    """The content of a figures file."""

    kind: Literal["conspectus-figures"] = KIND
    figures_version: Literal[1] = 1
    conspectus: str = Field(description="Version of the program that wrote it")
    restricted: bool = Field(description="Whether it is the unsuppressed copy, by the month")
    area: FiguresArea | None = None
    nation: Nation
    as_of: Instant = Field(description="Latest instant that any status looks at, UTC")
    as_of_day: date
    casebook_sha256: str = Field(description="Content hash of the casebook it was counted from")
    definitions_sha256: str = Field(description="Hash over the definitions that the casebook was made with")
    children: Hidden = Field(description="Children in the records; null where too few to publish")
    series: list[FiguresSeries]
    points: FiguresPoints
    patterns: list[FiguresPattern]
    gaps: FiguresGaps
    coverage: list[FiguresCoverage]
    quality: list[FiguresQuality]
    sha256: str = Field("", description="Of this content in canonical JSON, without sha256 and signatures")
    signatures: tuple[Signature, ...] = ()

    @model_validator(mode="after")
    def _places(self) -> "Figures":
        for name, places, held in (
            ("points.series", self.points.series, self.series),
            ("gaps.pattern", self.gaps.pattern, self.patterns),
        ):
            if max(places, default=-1) >= len(held):
                raise ValueError(f"{name}: names a place that there is not")
        return self
