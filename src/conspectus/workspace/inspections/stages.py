"""The stages of an inspection and the moves between them, as a table."""

from enum import StrEnum

from conspectus.wording import said


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


TITLES = {stage: word.word for stage, word in said(Stage, "stages").items()}

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
ORDER = tuple(Stage)
CHOICES = [(stage.value, TITLES[stage]) for stage in Stage]


def reached(now: Stage, stage: Stage) -> bool:
    """Whether an inspection at `now` is at `stage` or past it."""
    return ORDER.index(now) >= ORDER.index(stage)
