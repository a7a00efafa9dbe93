"""Cap: a result is not better than a level while so many answers are low."""

from pydantic import Field

from conspectus.definitions.base import Definition
from conspectus.definitions.framework_cells import Cells
from conspectus.definitions.rule_kinds.effect import Effect, NamedLevel, cells_are
from conspectus.plain import words
from conspectus.terms import CellState


class When(Definition):
    """At least so many cells of a selector are at most at a level."""

    cells: Cells = Cells()
    at_least: int = Field(1, ge=1)
    are_at_most: str


class Cap(Effect):
    """The result is at most `at` when the condition holds; the lowest cap wins."""

    at: str
    when: When

    @property
    def selects(self) -> Cells:
        """Those of its condition."""
        return self.when.cells

    @property
    def holds_to(self) -> NamedLevel:
        """The level that no result is better than."""
        return NamedLevel("at", self.at)

    @property
    def low(self) -> NamedLevel:
        """The level at which an answer counts, and below it."""
        return NamedLevel("when.are_at_most", self.when.are_at_most)

    def counts(self, state: CellState, rank: int | None, limit: int | None) -> bool:
        """It counts low answers."""
        return rank is not None and limit is not None and rank <= limit

    def needed(self, examined: int) -> int:
        """So many low answers make it hold."""
        return self.when.at_least

    def holds(self, counted: int, needs: int) -> bool:
        """It holds when as many are low."""
        return counted >= needs

    def sentence(self) -> str:
        """At most a level, when so many cells are low."""
        at_least, low, high = cells_are(self.when.at_least), words(self.when.are_at_most), words(self.at)
        return f"At most {high} for {self.about} when at least {at_least} at most {low}."

    def to_lift(self, counted: int, needs: int) -> int:
        """One fewer than it needs may stay low."""
        return counted - needs + 1

    def to_lower(self, counted: int, needs: int) -> int:
        """As many more as it still needs."""
        return needs - counted
