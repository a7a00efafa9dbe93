"""The stages of an inspection and the moves between them, as a table; what a move needs, its own room says."""

from collections import defaultdict
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from conspectus.errors import ConspectusError

if TYPE_CHECKING:
    from conspectus.workspace.inspections.models import Inspection

Condition = Callable[["Inspection"], str]  # why the move cannot be made yet, in words; empty where it can


class Stage(StrEnum):
    """How far an inspection is."""

    SET_UP = "set_up"
    NOTIFIED = "notified"
    RETURNS_IN = "returns_in"
    CHILDREN_CHOSEN = "children_chosen"
    AGENCIES_AUDIT = "agencies_audit"
    FIELDWORK = "fieldwork"
    MODERATION = "moderation"
    DRAFTING = "drafting"
    FACTUAL_ACCURACY = "factual_accuracy"
    SIGNED = "signed"
    PUBLISHED = "published"
    STATEMENT_OF_ACTION = "statement_of_action"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"
    DESTROYED = "destroyed"


TITLES = {
    Stage.SET_UP: "Set up",
    Stage.NOTIFIED: "Area notified",
    Stage.RETURNS_IN: "Returns in",
    Stage.CHILDREN_CHOSEN: "Children chosen",
    Stage.AGENCIES_AUDIT: "Agencies’ own audit",
    Stage.FIELDWORK: "Fieldwork",
    Stage.MODERATION: "Moderation",
    Stage.DRAFTING: "Drafting the letter",
    Stage.FACTUAL_ACCURACY: "Factual accuracy",
    Stage.SIGNED: "Signed",
    Stage.PUBLISHED: "Published",
    Stage.STATEMENT_OF_ACTION: "Statement of action",
    Stage.FOLLOW_UP: "Follow-up",
    Stage.CLOSED: "Closed",
    Stage.DESTROYED: "Data destroyed, judgment kept",
}

# Forwards one by one; backwards only where people find that something is not ready after all.
MOVES: dict[Stage, tuple[Stage, ...]] = {
    Stage.SET_UP: (Stage.NOTIFIED,),
    Stage.NOTIFIED: (Stage.RETURNS_IN,),
    Stage.RETURNS_IN: (Stage.CHILDREN_CHOSEN, Stage.NOTIFIED),
    Stage.CHILDREN_CHOSEN: (Stage.AGENCIES_AUDIT, Stage.RETURNS_IN),
    Stage.AGENCIES_AUDIT: (Stage.FIELDWORK,),
    Stage.FIELDWORK: (Stage.MODERATION,),
    Stage.MODERATION: (Stage.DRAFTING, Stage.FIELDWORK),
    Stage.DRAFTING: (Stage.FACTUAL_ACCURACY, Stage.MODERATION),
    Stage.FACTUAL_ACCURACY: (Stage.SIGNED, Stage.DRAFTING),
    Stage.SIGNED: (Stage.PUBLISHED, Stage.DRAFTING),
    Stage.PUBLISHED: (Stage.STATEMENT_OF_ACTION,),
    Stage.STATEMENT_OF_ACTION: (Stage.FOLLOW_UP,),
    Stage.FOLLOW_UP: (Stage.CLOSED,),
    Stage.CLOSED: (Stage.DESTROYED,),
    Stage.DESTROYED: (),
}
BY_ITSELF = (Stage.PUBLISHED,)  # reached from a page of its own, and never by a button among the moves
NEEDS: dict[tuple[Stage, Stage], list[Condition]] = defaultdict(list)
DOUBTS: dict[tuple[Stage, Stage], list[Condition]] = defaultdict(list)  # asked about first, and no hindrance
ORDER = tuple(Stage)
CHOICES = [(stage.value, TITLES[stage]) for stage in Stage]


def reached(now: Stage, stage: Stage) -> bool:
    """Whether an inspection at `now` is at `stage` or past it."""
    return ORDER.index(now) >= ORDER.index(stage)


def records_are_open(inspection: "Inspection") -> None:
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


def hindrances(inspection: "Inspection", to: Stage) -> list[str]:
    """What still stands in the way of a move that the table allows."""
    return [why for condition in NEEDS[inspection.now, to] if (why := condition(inspection))]


def doubts(inspection: "Inspection", to: Stage) -> list[str]:
    """What people should look at before they make a move, and may make it all the same."""
    return [why for condition in DOUBTS[inspection.now, to] if (why := condition(inspection))]


def handling_is_recorded(inspection: "Inspection") -> str:
    """Before the area is told, which then sends returns."""
    return (
        "" if inspection.handled else "it is not on record how the data are handled: no return can be taken"
    )
