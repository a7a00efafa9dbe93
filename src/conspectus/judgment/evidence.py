"""What inspectors saw, how they rated it, and where they differ: the rows that a judgment is made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from conspectus.terms import Agency, Bearing, Chosen, Stage

CITED_TABLES = ("events", "obligations", "silo_gaps", "duty_figures")  # what evidence may cite in a casebook


def as_word(value: object) -> object:
    """A level or agency as people type it, as our word: "Requires improvement" is requires_improvement."""
    return "_".join(value.strip().lower().replace("-", " ").split()) if isinstance(value, str) else value


Word = Annotated[str, BeforeValidator(as_word)]
AgencyWord = Annotated[Agency, BeforeValidator(as_word)]


class Row(BaseModel):
    """A row of an inspection folder; an unknown column is a mistake, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Rating(Row):
    """How one inspector, or the inspectorate, rates one agency on one criterion."""

    criterion: str = Field(min_length=1, description="Criterion's id in the framework")
    agency: AgencyWord = Field(description="Agency rated")
    level: Word = Field(min_length=1, description="A level of the scale, not_evidenced or not_applicable")
    stage: Annotated[Stage, BeforeValidator(as_word)] = Field(description="independent or consolidated")
    inspector: str = Field(min_length=1, description="Who rated")
    inspectorate: Word = Field(min_length=1, description="Theirs; it must lead for the agency")
    rationale: str = Field("", description="Why; needed when consolidated or not applicable")
    evidence_ids: tuple[str, ...] = Field((), description="Ids of the evidence that it rests on")
    id: str = Field("", description="Made from criterion, agency, stage and inspector unless given")

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.id:
            made = f"{self.criterion}/{self.agency}/{self.stage}/{self.inspector}"
            object.__setattr__(self, "id", made)  # frozen, and still being made
        return self

    @property
    def cell(self) -> str:
        """The cell it is about, as `criterion/agency`."""
        return f"{self.criterion}/{self.agency}"


class Evidence(Row):
    """One observation: what was seen, of which agency, for which criteria, and which way it points."""

    id: str = Field(min_length=1, description="Its own id")
    kind: Word = Field(
        min_length=1, description="duty_figure, silo_gap, tracked_case, interview, document, …"
    )
    agency: AgencyWord = Field(description="Whose practice it shows")
    criteria: tuple[str, ...] = Field(min_length=1, description="Criteria it bears on")
    bearing: Annotated[Bearing, BeforeValidator(as_word)] = Field(description="for or against")
    seen: str = Field("", description="What was seen")
    source: str = Field(
        "", description="<casebook table>:<id>, note:<file of this folder>, or where it was seen, in words"
    )
    by: str = Field("", description="Who saw it")
    on: str = Field("", description="When")

    @property
    def citation(self) -> str | None:
        """The casebook row that it cites, if it cites one."""
        return self.source if self.source.partition(":")[0] in CITED_TABLES else None

    @property
    def note(self) -> str | None:
        """The file of the inspection folder that it cites, if it cites one."""
        kind, colon, name = self.source.partition(":")
        return name.strip() if kind == "note" and colon else None


class Sample(Row):
    """How many of those looked at were as they should be, and how they were chosen."""

    id: str = Field(min_length=1, description="Its own id")
    what: str = Field(min_length=1, description="What was looked for, in words the public may read")
    agency: AgencyWord = Field(description="Whose practice it shows")
    met: int = Field(ge=0, description="In how many it was so")
    seen: int = Field(ge=0, description="How many were looked at")
    frame: int | None = Field(None, ge=0, description="How many there were to choose from, if known")
    chosen: Annotated[Chosen, BeforeValidator(as_word)] = Field(description="random or purpose")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.met > self.seen:
            raise ValueError(f"met in {self.met} of only {self.seen} looked at")
        if self.frame is not None and self.seen > self.frame:
            raise ValueError(f"{self.seen} looked at, of only {self.frame} there were")
        return self


class Departure(Row):
    """A level that somebody gives beside the proposed result, and why; it never replaces it."""

    target: str = Field(min_length=1, description="overall, area:<id> or agency:<word>")
    level: Word = Field(min_length=1, description="The level departed to")
    by: str = Field(min_length=1, description="Who departs")
    rationale: str = Field(min_length=1, description="Why")
    evidence_ids: tuple[str, ...] = Field((), description="Ids of the evidence that it rests on")


class Dissent(Row):
    """Somebody who does not share a rating or a result, on record."""

    target: str = Field(min_length=1, description="<criterion>/<agency>, overall, area:<id> or agency:<word>")
    level: Word = Field(min_length=1, description="The level they would give")
    inspector: str = Field(min_length=1, description="Who dissents")
    inspectorate: Word = Field(min_length=1, description="Theirs")
    rationale: str = Field(min_length=1, description="Why")


@dataclass(frozen=True, kw_only=True)
class OnRecord:
    """What stands beside the ratings, is told with the judgment and changes no result."""

    departures: Iterable[Departure] = ()
    dissents: Iterable[Dissent] = ()
    samples: Iterable[Sample] = ()
