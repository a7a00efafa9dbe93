"""`inspection.toml`: what is inspected, when, by whom, and by which framework."""

from datetime import date
from pathlib import Path
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from conspectus.definitions import Framework
from conspectus.judgment import Departure, Dissent, Evidence, Rating, Sample
from conspectus.terms import Agency, Language, Nation


class Table(BaseModel):
    """A table of `inspection.toml`; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Dates(Table):
    """When the inspection took place, and when its letter was published."""

    from_: date = Field(alias="from", description="First day of fieldwork")
    to: date = Field(description="Last day of fieldwork")
    published: date | None = Field(None, description="Day of publication, once there is one")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise ValueError(f"fieldwork ends on {self.to}, before it starts on {self.from_}")
        if self.published is not None and self.published < self.to:
            raise ValueError(f"published on {self.published}, before fieldwork ends on {self.to}")
        return self


class Inspection(Table):
    """What is inspected, when, by whom, and by which framework."""

    area: str = Field(min_length=1, description="Name of the local area")
    nation: Nation | None = Field(None, description=f"Nation that it lies in: {', '.join(Nation)}")
    theme: str = Field(min_length=1, description="What the inspection looks at")
    framework: str = Field(
        min_length=1, description="Id of a shipped framework, or a file from this folder on"
    )
    agencies: tuple[Agency, ...] = Field(min_length=1, description="Agencies inspected")
    dates: Dates
    casebook: str | None = Field(None, description="The casebook file, from this folder on")
    addressees: tuple[str, ...] = Field((), description="To whom the letter goes")
    language: Language = Field(Language.ENGLISH, description="In which its letter is written: en or cy")
    lead_inspectors: dict[str, str] = Field(
        {}, description="Lead inspector of each inspectorate, by its word"
    )
    sample: str = Field("", description="How the tracked children were chosen, in a sentence, with counts")


class FileSeen(NamedTuple):
    """A file of the folder, as it was read."""

    name: str
    sha256: str


class InspectionFiles(BaseModel):
    """An inspection folder, read and found right."""

    model_config = ConfigDict(frozen=True)

    folder: Path
    inspection: Inspection
    framework: Framework
    ratings: tuple[Rating, ...]
    evidence: tuple[Evidence, ...]
    departures: tuple[Departure, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    samples: tuple[Sample, ...] = ()
    files: tuple[FileSeen, ...] = ()
    rating_rows: dict[str, int] = Field({}, description="Row in ratings.csv, by rating id")
    evidence_rows: dict[str, int] = Field({}, description="Row in evidence.csv, by evidence id")

    @property
    def casebook_path(self) -> Path | None:
        """Where the casebook should be, if the inspection names one."""
        name = self.inspection.casebook
        return (self.folder / name).resolve() if name else None
