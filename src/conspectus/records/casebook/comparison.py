"""What a newer casebook changed: the model that the terminal prints, and the JSON of `conspectus compare`."""

from datetime import date
from typing import Literal

from pydantic import Field

from conspectus.records.casebook.picture import ReadModel
from conspectus.records.dates import Instant
from conspectus.terms import Agency, Part, Status

HIDDEN = "null where it would name a restricted entry"


class Side(ReadModel):
    """What made one of the two casebooks that are compared."""

    content_sha256: str = Field(description="Hash over all rows of the casebook")
    version: str = Field(description="Version of Conspectus that built it")
    as_of: Instant = Field(description="Latest instant that any status looks at, UTC")


class RowChanges(ReadModel):
    """How many rows of one sender differ, wherever in its files they stand."""

    table: str
    sender: str
    added: int
    gone: int
    changed: int


class Moved(ReadModel):
    """Records of people that both casebooks hold and group otherwise."""

    child_ids_old: list[str]
    child_ids_new: list[str]
    records: int = Field(description="How many records are concerned")


class LinkChanges(ReadModel):
    """People put together and taken apart; records that only one casebook holds are told by `rows`."""

    together: list[Moved] = Field(description="One linked person now, several before")
    apart: list[Moved] = Field(description="Several linked people now, one before")
    renamed: list[Moved] = Field(description="The same records under another child_id")


class ObligationChange(ReadModel):
    """One obligation that is new, gone, or stands otherwise."""

    obligation_id: str | None = Field(description=HIDDEN)
    duty: str
    agency: Agency
    child_id: str = Field(description="As in the newer casebook; in the older where it is gone")
    old: Status | None = Field(description="Status before, null where it is new")
    new: Status | None = Field(description="Status now, null where it is gone")


class ObligationChanges(ReadModel):
    """Obligations that are not as they were."""

    new: list[ObligationChange]
    gone: list[ObligationChange]
    status: list[ObligationChange]


class FigureSide(ReadModel):
    """A figure in one of the two casebooks."""

    obligations: int
    decided: int = Field(description="Met, late or missed")
    share_met: float | None = Field(description="null where nothing was decided")


class FigureChange(ReadModel):
    """How one agency did in one part of one duty, before and now."""

    duty: str
    part: Part
    agency: Agency
    old: FigureSide | None = Field(description="null where nothing of the kind was owed")
    new: FigureSide | None = Field(description="null where nothing of the kind is owed any more")


class GapChange(ReadModel):
    """One silo gap that is new or gone."""

    gap_id: str | None = Field(description=HIDDEN)
    pattern: str
    child_id: str
    visible_on: date


class GapChanges(ReadModel):
    """Silo gaps that were not there before, and those that are there no more."""

    new: list[GapChange]
    gone: list[GapChange]


class DefinitionChange(ReadModel):
    """One definition that was applied otherwise."""

    kind: Literal["duty", "pattern"]
    id: str
    old_version: int | None = Field(description="null where it is new")
    new_version: int | None = Field(description="null where it is gone")


class Comparison(ReadModel):
    """What a newer casebook changed; `same` where nothing of all this did."""

    old: Side
    new: Side
    same: bool = Field(description="Whether both hold the same rows throughout")
    rows: list[RowChanges]
    links: LinkChanges
    figures: list[FigureChange] = Field(description="Figures that are not as they were")
    obligations: ObligationChanges
    silo_gaps: GapChanges
    definitions: list[DefinitionChange]
