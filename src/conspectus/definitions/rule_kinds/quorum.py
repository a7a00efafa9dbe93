"""Quorum: no result while too few of certain cells are examined."""

from pydantic import Field

from conspectus.definitions.framework_cells import Cells
from conspectus.definitions.rule_kinds.effect import Effect, cells_are
from conspectus.plain import forms
from conspectus.terms import CellState


class Quorum(Effect):
    """No result while fewer than `at_least` cells of the selector are examined."""

    cells: Cells = Cells()
    at_least: int = Field(ge=1)

    @property
    def selects(self) -> Cells:
        """Those of which enough must be examined."""
        return self.cells

    def counts(self, state: CellState, rank: int | None, limit: int | None) -> bool:
        """It counts cells that were examined."""
        return state is CellState.EXAMINED

    def needed(self, examined: int) -> int:
        """So many must be examined."""
        return self.at_least

    def holds(self, counted: int, needs: int) -> bool:
        """It forbids a result while they are fewer."""
        return counted < needs

    def sentence(self) -> str:
        """No result while fewer cells than that are examined."""
        return f"No result for {self.about} while fewer than {cells_are(self.at_least)} examined."

    def lacking(self, cells: str, short: int) -> str:
        """So many more must be examined."""
        return f"{short} more {forms(short, 'answer')} must be examined"
