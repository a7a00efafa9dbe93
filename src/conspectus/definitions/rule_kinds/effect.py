"""What every kind of rule must say of itself, so that judging needs to know none of them by name."""

from abc import abstractmethod
from typing import ClassVar, NamedTuple

from conspectus.definitions.base import Definition
from conspectus.definitions.framework_cells import Cells, OneOrMore, as_tuple
from conspectus.plain import forms, number
from conspectus.terms import CellState


class NamedLevel(NamedTuple):
    """A level that a rule names, and the key of its file that does so."""

    key: str
    level: str


class Effect(Definition):
    """What every rule has: the results it is about.

    `of` is overall, area:<id>, agency:<word>, inspectorate:<word>, each_area, each_agency or each_inspectorate,
    or several of them. A rule about one of these looks only at its own cells.
    """

    of: OneOrMore

    counts_unexamined: ClassVar[bool] = False  # the cells it counts are those that must still be examined

    @property
    def targets(self) -> tuple[str, ...]:
        """The results it is about, as written."""
        return as_tuple(self.of)

    @property
    @abstractmethod
    def selects(self) -> Cells:
        """The cells it looks at."""

    @property
    def holds_to(self) -> NamedLevel | None:
        """The level that it holds a result to; None where it forbids a result."""
        return None

    @property
    def low(self) -> NamedLevel | None:
        """The level of an answer from which downwards it counts; None where it asks for no level."""
        return None

    @abstractmethod
    def counts(self, state: CellState, rank: int | None, limit: int | None) -> bool:
        """Whether it counts a cell, by its state, its level's place on its scale, and the place of `low` there."""

    @abstractmethod
    def needed(self, examined: int) -> int:
        """How many cells it must count to hold, or for a result, where so many are examined."""

    @abstractmethod
    def holds(self, counted: int, needs: int) -> bool:
        """Whether it limits or forbids the result, having counted so many of the cells it needs."""

    @abstractmethod
    def sentence(self) -> str:
        """The rule in words, for a file that gives it none."""

    def lacking(self, cells: str, short: int) -> str:
        """What must happen before a result may be given; `cells` are those counted, `short` how many it misses."""
        return ""

    def to_lift(self, counted: int, needs: int) -> int | None:
        """How many of the answers counted must be better for it to hold no longer; None where none can do so."""
        return None

    def to_lower(self, counted: int, needs: int) -> int | None:
        """How many more answers must be as low as `low` for it to hold; None where none can make it so."""
        return None

    @property
    def about(self) -> str:
        """The results it is about, in words."""
        return ", ".join(target.replace("each_", "each ") for target in self.targets)


def cells_are(count: int) -> str:
    """*1 cell is*, *2 cells are*."""
    return f"{number(count, 'cell')} {forms(count, 'is', 'are')}"
