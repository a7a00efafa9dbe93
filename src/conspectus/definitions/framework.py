"""What is asked, of whom, who leads, and how ratings become results: the model of a framework file."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import Field, model_validator

from conspectus.definitions.base import SHIPPED, Definition, load, load_folder
from conspectus.definitions.framework_faults import framework_faults
from conspectus.definitions.framework_rule import Cells, Rule
from conspectus.definitions.vocabulary import agencies
from conspectus.terms import Agency

ID = r"^[a-z0-9][a-z0-9_-]*$"


class CellKey(NamedTuple):
    """One cell: a criterion as asked of one agency."""

    criterion: str
    agency: Agency

    def __str__(self) -> str:
        return f"{self.criterion}/{self.agency}"


class Criterion(Definition):
    """One thing that should be true, and the agencies it is asked of."""

    id: str = Field(pattern=ID)
    asks: str
    agencies: tuple[Agency, ...] = Field(min_length=1)


class Area(Definition):
    """A group of criteria with a result of its own."""

    id: str = Field(pattern=ID)
    title: str = ""
    criterion: tuple[Criterion, ...] = Field(min_length=1)

    @property
    def shown(self) -> str:
        """Its title, or its id where it has none."""
        return self.title or words(self.id).capitalize()


class Tells(Definition):
    """Which levels a letter tells as strengths, as what needs to improve, and as what cannot wait."""

    strengths_from: str
    improve_up_to: str
    priority_up_to: str | None = None


class WorkedExample(Definition):
    """Ratings in short form and the results that must come of them; executed by the tests.

    `given`: "<agency|every> <criterion|every> <level|missing>", later lines over earlier ones.
    `then`: "<target> <level|none>", for example "agency:police inadequate".
    """

    title: str
    shows: tuple[str, ...] = ()  # ids of rules that decide a result here
    agencies: tuple[Agency, ...] | None = None
    given: tuple[str, ...] = Field(min_length=1)
    then: tuple[str, ...] = Field(min_length=1)


class Framework(Definition):
    """Areas and criteria, who leads where, the scale, and the rules."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = ""
    version: int = 1
    says: str = ""  # what it is for, in a sentence or two
    source: str = ""
    scale: tuple[str, ...] = Field(min_length=2)  # lowest first
    narrative: bool = False  # cells are rated in words of `scale`, but no result is given a level
    tells: Tells | None = None
    area: tuple[Area, ...] = Field(min_length=1)
    leads: dict[Agency, str]
    rule: tuple[Rule, ...] = ()
    example: tuple[WorkedExample, ...] = ()

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Framework":
        faults = list(framework_faults(self))
        if faults:
            raise ValueError("; ".join(faults))
        return self

    @property
    def shown(self) -> str:
        """Its title, or its id where it has none."""
        return self.title or self.id

    @property
    def criteria(self) -> dict[str, Criterion]:
        """Every criterion by id, in reading order."""
        return {criterion.id: criterion for area in self.area for criterion in area.criterion}

    @property
    def area_of(self) -> dict[str, str]:
        """The area's id of every criterion."""
        return {criterion.id: area.id for area in self.area for criterion in area.criterion}

    @property
    def looks_at(self) -> tuple[Agency, ...]:
        """The agencies that any criterion is asked of, in the order in which pages list them."""
        asked = {agency for criterion in self.criteria.values() for agency in criterion.agencies}
        return tuple(agency for agency in agencies() if agency in asked)

    def cells(self) -> tuple[CellKey, ...]:
        """Every cell in reading order: criteria as written, agencies as pages list them."""
        return tuple(
            CellKey(criterion.id, agency)
            for criterion in self.criteria.values()
            for agency in self.looks_at
            if agency in criterion.agencies
        )

    def select(self, cells: Cells) -> tuple[CellKey, ...]:
        """The cells that a selector names, in reading order."""
        area_of = self.area_of
        return tuple(
            key
            for key in self.cells()
            if (not cells.areas or area_of[key.criterion] in cells.areas)
            and (not cells.criteria or key.criterion in cells.criteria)
            and (not cells.agencies or key.agency in cells.agencies)
        )

    def targets(self) -> tuple[str, ...]:
        """Everything that gets a result: overall, then areas, then agencies."""
        return ("overall", *(f"area:{a.id}" for a in self.area), *(f"agency:{a}" for a in self.looks_at))

    def targets_of(self, rule: Rule) -> tuple[str, ...]:
        """The targets a rule is about, `each_area` and `each_agency` written out."""
        every = {"each_area": "area:", "each_agency": "agency:"}
        wanted = {
            target
            for of in rule.effect.targets
            for target in self.targets()
            if target == of or (of in every and target.startswith(every[of]))
        }
        return tuple(target for target in self.targets() if target in wanted)

    def cells_of(self, target: str) -> tuple[CellKey, ...]:
        """The cells that belong to a target: all, one area's, or one agency's."""
        kind, _, name = target.partition(":")
        if kind == "area":
            return self.select(Cells(area=name))
        return self.select(Cells(agency=Agency(name))) if kind == "agency" else self.cells()

    def in_reach(self, rule: Rule, target: str) -> tuple[CellKey, ...]:
        """The cells a rule looks at for one target: those it selects among the target's own."""
        own = set(self.cells_of(target))
        return tuple(key for key in self.select(rule.effect.selects) if key in own)

    def rank(self, level: str) -> int:
        """A level's place on the scale, lowest 0."""
        return self.scale.index(level)


def words(level: str) -> str:
    """A level or id as people read it."""
    return level.replace("_", " ").replace("-", " ")


def load_framework(path: Path) -> Framework:
    """One framework file; a DefinitionError says what to mend."""
    return load(Framework, path)


@cache
def frameworks() -> dict[str, Framework]:
    """The shipped frameworks, by id."""
    return load_folder(Framework, SHIPPED / "frameworks")
