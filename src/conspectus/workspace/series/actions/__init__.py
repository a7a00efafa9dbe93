"""Every change: keyword arguments, `by=`, one transaction, the row of the log inside it."""

from conspectus.workspace.series.actions.agreed import agree, mark_done
from conspectus.workspace.series.actions.areas import take_in
from conspectus.workspace.series.actions.changes import (
    Declaration,
    correct_change,
    declare_change,
    take_back_change,
)
from conspectus.workspace.series.actions.opening import grant, withdraw_grant
from conspectus.workspace.series.actions.people import add_participant, remove_participant
from conspectus.workspace.series.actions.rounds import Extract, bring_in, move_round, open_round, send_again
from conspectus.workspace.series.actions.series import set_up_series

__all__ = [
    "Declaration",
    "Extract",
    "add_participant",
    "agree",
    "bring_in",
    "correct_change",
    "declare_change",
    "grant",
    "mark_done",
    "move_round",
    "open_round",
    "remove_participant",
    "send_again",
    "set_up_series",
    "take_back_change",
    "take_in",
    "withdraw_grant",
]
