"""What a trend tells: the model that screens and pages draw, and the JSON of `conspectus trend`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from conspectus.monitoring.assurance import Assurance
from conspectus.monitoring.changes import Change
from conspectus.monitoring.charts import Chart
from conspectus.monitoring.points import Revision
from conspectus.monitoring.signals import News, Signal
from conspectus.terms import Agency, Nation, Part

RECENT = 6  # points within which news is still news


class ReadModel(BaseModel):
    """A part of what a trend tells."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)


class SignalAt(ReadModel):
    """A signal that a point belongs to, and which way it points."""

    signal: Signal
    news: News


# Not models, which check what they are given: a page makes ten thousand, from counts that were checked.
@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a series: one month or several."""

    from_: Annotated[date, Field(alias="from", description="First day")]
    to: Annotated[date, Field(description="Last day")]
    n: Annotated[
        int,
        Field(
            description="Cases: met, late or missed; for times those answered by month, for gaps the count"
        ),
    ]
    met: Annotated[int | None, Field(description="Of a share, those met")]
    share: Annotated[float | None, Field(description="Of a share, met / n")]
    value: Annotated[
        float | None,
        Field(description="What is drawn: the share, the mean time, the count or rate of gaps"),
    ]
    lower: Annotated[
        float | None, Field(description="Lower limit, not clipped; null where there are no limits")
    ]
    upper: Annotated[float | None, Field(description="Upper limit, not clipped")]
    provisional: Annotated[bool, Field(description="Drawn hollow, and held against no rule")]
    signals: list[SignalAt]
    revisions: Annotated[
        Sequence[Revision], Field(description="What earlier rounds said of the same months, newest first")
    ] = ()

    @property
    def news(self) -> News | None:
        """Which way its signals point; concern where they disagree."""
        found = [one.news for one in self.signals]
        return News.CONCERN if News.CONCERN in found else next(iter(found), None)


class Segment(ReadModel):
    """The points between two declared changes, and the chart they make."""

    from_: date = Field(alias="from")
    to: date
    chart: Chart
    centre: float | None = Field(description="The mean of the baseline; of a run chart the median")
    sigma_z: float | None = Field(description="Of p′: how much more the points vary than chance within them")


class Series(ReadModel):
    """One series with its chart."""

    duty: str = Field(description="Duty, or of gaps the pattern")
    title: str
    part: Part | None
    agency: Agency | None = Field(description="Who owes it; null for gaps, which are everybody's")
    agency_title: str
    checked: str = Field(
        description="What of its duty's source is not yet checked on the as-of day, in words; empty where it is"
    )
    measure: Literal["share", "time", "gaps"] = Field(
        description="Share met, mean time to respond, or gaps opened"
    )
    unit: str = Field(description="share; a unit of time; gaps, or gaps a month for each 1,000 children")
    better: Literal["up", "down"] = Field(description="Which direction is an improvement")
    chart: Chart = Field(description="Of the last segment")
    centre: float | None = Field(description="Of the last segment")
    sigma_z: float | None = Field(description="Of the last segment")
    target: float | None
    assurance: Assurance
    comparable: bool = Field(description="Whether the returns cover at least nine tenths of its obligations")
    undated: int | None = Field(description="Obligations without a limit; null where too few to publish")
    actions: list[Change] = Field(description="What was done that should move it")
    segments: list[Segment]
    points: list[Point]

    @cached_property
    def decided(self) -> list[Point]:
        """The points that the rules look at."""
        return [one for one in self.points if not one.provisional and one.value is not None]

    @cached_property
    def state(self) -> Literal["concern", "improvement", "steady", "few"]:
        """What its newest signal says: of its last six points, the latest that has one."""
        if self.chart is Chart.RUN:
            return "few"
        found = [one.news for one in self.decided[-RECENT:] if one.news]
        return found[-1].value if found else "steady"

    @cached_property
    def run(self) -> list[Point]:
        """The newest points in a row that carry the news by which it stands, oldest first."""
        found: list[Point] = []
        for point in reversed(self.decided):
            carries = point.news is not None and point.news.value == self.state
            if found and not carries:
                break
            found += [point] if carries else []
        return found[::-1]

    @cached_property
    def worst_first(self) -> tuple[int, float, str, str]:
        """Where it stands among others: concern first, and the further from the centre the sooner."""
        order = ("concern", "steady", "few", "improvement")
        latest = self.decided[-1] if self.decided else None
        away = 0.0
        if latest and latest.value is not None and self.centre is not None and latest.upper is not None:
            width = latest.upper - self.centre
            away = (latest.value - self.centre) / width if width else 0.0
        return order.index(self.state), away if self.better == "up" else -away, self.duty, self.agency or ""


class Suppressed(ReadModel):
    """A series of which too few cases are known to publish any."""

    duty: str
    title: str
    part: Part
    agency: Agency


class Source(ReadModel):
    """A round that the trend was made of."""

    as_of: date
    restricted: bool
    casebook_sha256: str
    definitions_sha256: str


class Trend(ReadModel):
    """Trends of an area."""

    kind: Literal["conspectus-trend"] = "conspectus-trend"
    area: str | None
    nation: Nation
    as_of: date
    by: Literal["month", "quarter"]
    restricted: bool = Field(description="Whether any of its rounds is unsuppressed")
    sources: list[Source] = Field(description="The rounds, oldest first")
    changes: list[Change] = Field(description="Declared changes: each starts a segment")
    actions: list[Change] = Field(description="Actions: marks alone")
    series: list[Series]
    suppressed: list[Suppressed]
