"""What a move from one stage to the next needs, and what is asked before it."""

from collections.abc import Callable, Iterable

from conspectus.errors import ConspectusError
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.stages import MOVES, Stage, reached

Condition = Callable[[Inspection], str]  # why the move cannot be made yet, in words; empty where it can
Row = tuple[Stage, Stage, tuple[Condition, ...]]
# Filled by `config/wiring.py`, as the apps that come later say what a move waits for.
NEEDS: dict[tuple[Stage, Stage], tuple[Condition, ...]] = {}
DOUBTS: dict[tuple[Stage, Stage], tuple[Condition, ...]] = {}  # asked about first, and no hindrance


def records_are_open(inspection: Inspection) -> None:
    """Raise ConspectusError from the day it is signed on: what a signed letter rests on stays as it was."""
    if reached(inspection.now, Stage.SIGNED):
        raise ConspectusError(
            "its letter is signed, so that no returns and builds are taken any more",
            inspection.title,
            "If something is wrong with the records, the lead first moves the inspection back to drafting.",
        )


def set_tables(*, needs: Iterable[Row], doubts: Iterable[Row]) -> None:
    """Have moves wait for these and people be asked about those; ValueError for a move that there is not."""
    for table, rows in ((NEEDS, needs), (DOUBTS, doubts)):
        table.clear()
        for was, becomes, conditions in rows:
            if becomes not in MOVES[was]:
                raise ValueError(f"no move leads from {was} to {becomes}")
            table[was, becomes] = conditions


def hindrances(inspection: Inspection, to: Stage) -> list[str]:
    """What still stands in the way of a move that the table allows."""
    return [why for condition in NEEDS.get((inspection.now, to), ()) if (why := condition(inspection))]


def doubts(inspection: Inspection, to: Stage) -> list[str]:
    """What people should look at before they make a move, and may make it all the same."""
    return [why for condition in DOUBTS.get((inspection.now, to), ()) if (why := condition(inspection))]


def handling_is_recorded(inspection: Inspection) -> str:
    """Before the area is told, which then sends returns."""
    return (
        "" if inspection.handled else "it is not on record how the data are handled: no return can be taken"
    )
