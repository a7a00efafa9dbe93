"""Every change: keyword arguments, `by=`, one transaction, the row of the log inside it."""

from conspectus.workspace.ratings.actions.audits import answer, excuse, send
from conspectus.workspace.ratings.actions.drafts import Begun, keep_draft, throw_away
from conspectus.workspace.ratings.actions.ratings import (
    confirm,
    consolidate,
    dissent,
    finish,
    give_leave,
    levels,
    rate,
    take_up,
)

__all__ = [
    "Begun",
    "answer",
    "confirm",
    "consolidate",
    "dissent",
    "excuse",
    "finish",
    "give_leave",
    "keep_draft",
    "levels",
    "rate",
    "send",
    "take_up",
    "throw_away",
]
