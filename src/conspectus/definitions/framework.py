"""What is asked, of whom, who leads, and how ratings become results: what a framework file may hold."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from pydantic import Field

from conspectus.definitions.base import Definition
from conspectus.definitions.framework_cells import Cells
from conspectus.definitions.framework_parts import (
    Area,
    Criterion,
    Gives,
    OwnScale,
    Tells,
    WorkedExample,
)
from conspectus.definitions.framework_rule import Rule
from conspectus.definitions.vocabulary import agencies, inspectorates
from conspectus.terms import Agency

OVERALL = "overall"
EACH = {"each_area": "area:", "each_agency": "agency:", "each_inspectorate": "inspectorate:"}


class CellKey(NamedTuple):
    """One cell: a criterion as asked of one agency."""

    criterion: str
    agency: Agency

    def __str__(self) -> str:
        return f"{self.criterion}/{self.agency}"


class WrittenFramework(Definition):
    """A framework as its file has it, whether or not it agrees with itself.

    Areas and criteria, who leads where, the scales, the results it gives, and the rules.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = ""
    version: int = 1
    says: str = ""  # what it is for, in a sentence or two
    source: str = ""
    scale: tuple[str, ...] = Field(min_length=2)  # lowest first
    scales: tuple[OwnScale, ...] = ()  # for results or answers that have another; the first that fits counts
    narrative: bool = False  # cells are rated in words of `scale`, but no result is given a level
    gives: tuple[Gives, ...] = Field((Gives.OVERALL, Gives.AREAS, Gives.AGENCIES), min_length=1)
    tells: Tells | None = None
    area: tuple[Area, ...] = Field(min_length=1)
    leads: dict[Agency, str]
    optional: tuple[str, ...] = ()  # who need not take part: what they lead for is then not inspected
    bodies: dict[str, str] = {}  # who may lead beside the inspectorates of agencies.toml: word and title
    rule: tuple[Rule, ...] = ()
    example: tuple[WorkedExample, ...] = ()

    def __hash__(self) -> int:
        # Equal frameworks have equal ones; `leads` is a mapping, which has none.
        return hash((self.id, self.version, self.scale, len(self.area), tuple(rule.id for rule in self.rule)))

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

    @property
    def led_by(self) -> tuple[str, ...]:
        """Whoever leads for an agency it looks at, in that order."""
        return tuple(dict.fromkeys(self.leads[agency] for agency in self.looks_at if agency in self.leads))

    @property
    def leaders(self) -> dict[str, str]:
        """Whoever may lead, by word: the inspectorates, and the framework's own bodies."""
        return {word: body.title for word, body in inspectorates().items()} | self.bodies

    def led_for_by(self, body: str) -> tuple[Agency, ...]:
        """The agencies that it looks at and for which this body leads."""
        return tuple(agency for agency in self.looks_at if self.leads.get(agency) == body)

    def inspected(self, agencies: Sequence[Agency], *, present: Collection[str]) -> tuple[Agency, ...]:
        """Of these agencies those that are inspected, where of who need not take part only `present` do."""
        absent = {body for body in self.optional if body not in present}
        return tuple(agency for agency in agencies if self.leads.get(agency) not in absent)

    def cells(self) -> tuple[CellKey, ...]:
        """Every cell in reading order: criteria as written, agencies as pages list them."""
        looks_at = self.looks_at
        return tuple(
            CellKey(criterion.id, agency)
            for criterion in self.criteria.values()
            for agency in looks_at
            if agency in criterion.agencies
        )

    def select(self, cells: Cells) -> tuple[CellKey, ...]:
        """The cells that a selector names, in reading order."""
        area_of = self.area_of
        return tuple(key for key in self.cells() if _selects(cells, key, area_of[key.criterion]))

    def targets(self) -> tuple[str, ...]:
        """Everything that gets a result: overall, then areas, agencies, inspectorates; those it gives."""
        every = {
            Gives.OVERALL: (OVERALL,),
            Gives.AREAS: tuple(f"area:{area.id}" for area in self.area),
            Gives.AGENCIES: tuple(f"agency:{agency}" for agency in self.looks_at),
            Gives.INSPECTORATES: tuple(f"inspectorate:{body}" for body in self.led_by),
        }
        return tuple(target for kind, targets in every.items() if kind in self.gives for target in targets)

    def targets_of(self, rule: Rule) -> tuple[str, ...]:
        """The targets a rule is about, `each_area` and its like written out."""
        return self.targets_named(rule.effect.targets)

    def targets_named(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The targets that words like `overall` and `each_agency` name."""
        return tuple(
            target
            for target in self.targets()
            if any(target == name or (name in EACH and target.startswith(EACH[name])) for name in names)
        )

    def cells_of(self, target: str) -> tuple[CellKey, ...]:
        """The cells that belong to a target: all, one area's, one agency's, or those that a body leads."""
        kind, _, name = target.partition(":")
        if kind == "area":
            return self.select(Cells(area=name))
        if kind == "inspectorate":
            return tuple(key for key in self.cells() if self.leads[key.agency] == name)
        return self.select(Cells(agency=Agency(name))) if kind == "agency" else self.cells()

    def in_reach(self, rule: Rule, target: str) -> tuple[CellKey, ...]:
        """The cells a rule looks at for one target: those it selects among the target's own."""
        own = set(self.cells_of(target))
        return tuple(key for key in self.select(rule.effect.selects) if key in own)

    def scale_of(self, target: str) -> tuple[str, ...]:
        """The scale of a result, lowest first."""
        own = (one for one in self.scales if target in self.targets_named(one.targets))
        return next((one.levels for one in own), self.scale)

    def scale_at(self, key: CellKey) -> tuple[str, ...]:
        """The scale on which a cell is rated, lowest first."""
        own = self._own_scale(key)
        return own.levels if own else self.scale

    def tells_of(self, key: CellKey) -> Tells | None:
        """What a letter tells of a cell's levels, if anything."""
        own = self._own_scale(key)
        return own.tells if own else self.tells

    def _own_scale(self, key: CellKey) -> OwnScale | None:
        area = self.area_of[key.criterion]
        return next((one for one in self.scales if one.cells and _selects(one.cells, key, area)), None)


def _selects(cells: Cells, key: CellKey, area: str) -> bool:
    return (
        (not cells.areas or area in cells.areas)
        and (not cells.criteria or key.criterion in cells.criteria)
        and (not cells.agencies or key.agency in cells.agencies)
    )
