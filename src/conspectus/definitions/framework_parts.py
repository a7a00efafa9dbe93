"""The parts of a framework file: areas and criteria, scales, what a letter tells, worked examples."""

from enum import StrEnum

from pydantic import Field

from conspectus.definitions.base import Definition
from conspectus.definitions.framework_cells import Cells, OneOrMore, as_tuple
from conspectus.plain import words
from conspectus.terms import Agency

ID = r"^[a-z0-9][a-z0-9_-]*$"


class Gives(StrEnum):
    """The results that a framework gives; one that leaves out the whole gives judgments side by side."""

    OVERALL = "overall"
    AREAS = "areas"
    AGENCIES = "agencies"
    INSPECTORATES = "inspectorates"


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


class OwnScale(Definition):
    """A scale for some results (`of`) or some answers (`cells`), where the framework's own is not theirs."""

    of: OneOrMore = ()
    cells: Cells | None = None
    levels: tuple[str, ...] = Field(min_length=2)  # lowest first
    tells: Tells | None = None

    @property
    def targets(self) -> tuple[str, ...]:
        """The results it is for, as written."""
        return as_tuple(self.of)


class WorkedExample(Definition):
    """Ratings in short form and the results that must come of them; executed by the tests.

    `given`: "<agency|every> <criterion|every> <level|missing>", later lines over earlier ones.
    `then`: "<target> <level|none|told>", for example "agency:police inadequate"; *none* where no result may be
    given, *told* where a narrative one may.
    """

    title: str
    shows: tuple[str, ...] = ()  # ids of rules that decide a result here
    agencies: tuple[Agency, ...] | None = None
    given: tuple[str, ...] = Field(min_length=1)
    then: tuple[str, ...] = Field(min_length=1)
