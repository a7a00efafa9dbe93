"""Coverage: no result while any of certain cells is unexamined."""

from typing import ClassVar

from conspectus.definitions.framework_cells import Cells
from conspectus.definitions.rule_kinds.effect import Effect
from conspectus.terms import SETTLED, CellState


class Coverage(Effect):
    """No result while a cell of the selector is unexamined."""

    cells: Cells = Cells()

    counts_unexamined: ClassVar[bool] = True

    @property
    def selects(self) -> Cells:
        """Those that must be examined."""
        return self.cells

    def counts(self, state: CellState, rank: int | None, limit: int | None) -> bool:
        """It counts cells that were not examined, though the question arises."""
        return state not in SETTLED

    def needed(self, examined: int) -> int:
        """One is enough."""
        return 1

    def holds(self, counted: int, needs: int) -> bool:
        """It forbids a result while one is left."""
        return counted >= needs

    def sentence(self) -> str:
        """No result while a cell is unexamined."""
        return f"No result for {self.about} while a cell is unexamined."

    def lacking(self, cells: str, short: int) -> str:
        """Each of them must be examined."""
        return f"{cells} must be examined"
