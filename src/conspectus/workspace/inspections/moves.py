"""What a move from one stage to the next needs, and what is asked before it; later apps say theirs."""

from collections import defaultdict
from collections.abc import Callable

from conspectus.errors import ConspectusError
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.stages import MOVES, Stage, reached

Condition = Callable[[Inspection], str]  # why the move cannot be made yet, in words; empty where it can
NEEDS: dict[tuple[Stage, Stage], list[Condition]] = defaultdict(list)
DOUBTS: dict[tuple[Stage, Stage], list[Condition]] = defaultdict(list)  # asked about first, and no hindrance


def records_are_open(inspection: Inspection) -> None:
    """Raise ConspectusError from the day it is signed on: what a signed letter rests on stays as it was."""
    if reached(inspection.now, Stage.SIGNED):
        raise ConspectusError(
            "its letter is signed, so that no returns and builds are taken any more",
            inspection.title,
            "If something is wrong with the records, the lead first moves the inspection back to drafting.",
        )


def needs(was: Stage, becomes: Stage, condition: Condition) -> None:
    """Have a move wait for a condition; later apps say theirs when they are loaded."""
    _add(NEEDS, was, becomes, condition)


def doubted(was: Stage, becomes: Stage, condition: Condition) -> None:
    """Have people asked about a condition before a move; later apps say theirs when they are loaded."""
    _add(DOUBTS, was, becomes, condition)


def _add(
    table: dict[tuple[Stage, Stage], list[Condition]], was: Stage, becomes: Stage, one: Condition
) -> None:
    if becomes not in MOVES[was]:
        raise ValueError(f"no move leads from {was} to {becomes}")
    table[was, becomes].append(one)


def hindrances(inspection: Inspection, to: Stage) -> list[str]:
    """What still stands in the way of a move that the table allows."""
    return [why for condition in NEEDS[inspection.now, to] if (why := condition(inspection))]


def doubts(inspection: Inspection, to: Stage) -> list[str]:
    """What people should look at before they make a move, and may make it all the same."""
    return [why for condition in DOUBTS[inspection.now, to] if (why := condition(inspection))]


def handling_is_recorded(inspection: Inspection) -> str:
    """Before the area is told, which then sends returns."""
    return (
        "" if inspection.handled else "it is not on record how the data are handled: no return can be taken"
    )
