"""The stages of a round, each over one stage of the inspection under it."""

from enum import StrEnum

from conspectus.workspace.inspections.stages import Stage


class RoundStage(StrEnum):
    """How far a round is."""

    SET_UP = "set_up"
    RETURNS_IN = "returns_in"
    PICTURE = "picture"
    AUDIT = "audit"
    ACTIONS = "actions"
    CLOSED = "closed"
    DESTROYED = "destroyed"


TITLES = {
    RoundStage.SET_UP: "Set up",
    RoundStage.RETURNS_IN: "Returns in",
    RoundStage.PICTURE: "Picture",
    RoundStage.AUDIT: "Agencies’ self-audit",
    RoundStage.ACTIONS: "Actions",
    RoundStage.CLOSED: "Closed",
    RoundStage.DESTROYED: "Data destroyed",
}
# One truth alone: how far a round is, is how far its inspection is. While actions are worked out, the agencies’ audit
# is locked and the audit group rates, as in fieldwork.
UNDER = {
    RoundStage.SET_UP: Stage.SET_UP,
    RoundStage.RETURNS_IN: Stage.RETURNS_IN,
    RoundStage.PICTURE: Stage.CHILDREN_CHOSEN,
    RoundStage.AUDIT: Stage.AGENCIES_AUDIT,
    RoundStage.ACTIONS: Stage.FIELDWORK,
    RoundStage.CLOSED: Stage.CLOSED,
    RoundStage.DESTROYED: Stage.DESTROYED,
}
OVER = {stage: one for one, stage in UNDER.items()}
MOVES: dict[RoundStage, tuple[RoundStage, ...]] = {
    RoundStage.SET_UP: (RoundStage.RETURNS_IN,),
    RoundStage.RETURNS_IN: (RoundStage.PICTURE,),
    RoundStage.PICTURE: (RoundStage.AUDIT, RoundStage.RETURNS_IN),
    RoundStage.AUDIT: (RoundStage.ACTIONS,),
    RoundStage.ACTIONS: (RoundStage.CLOSED, RoundStage.AUDIT),
    RoundStage.CLOSED: (),  # the day after its data’s last, by the confirmation that inspections have
    RoundStage.DESTROYED: (),
}
ORDER = tuple(RoundStage)
OPEN = tuple(one for one in RoundStage if one not in (RoundStage.CLOSED, RoundStage.DESTROYED))
