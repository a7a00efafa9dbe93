"""Every change: keyword arguments, `by=`, one transaction, the row of the log inside it."""

from conspectus.workspace.inspections.actions.builds import ask_for_build, cancel_build
from conspectus.workspace.inspections.actions.columns import settle_columns
from conspectus.workspace.inspections.actions.concerns import acknowledge, add_step, raise_concern, told
from conspectus.workspace.inspections.actions.inspection import Subject, move, record_handling, set_up
from conspectus.workspace.inspections.actions.invitations import (
    accept_invitation,
    invite,
    let_in,
    shut_out,
    withdraw_invitation,
)
from conspectus.workspace.inspections.actions.people import Appointment, add_person, remove_person
from conspectus.workspace.inspections.actions.returns import Delivery, count_in, send_return, take_out

__all__ = [
    "Appointment",
    "Delivery",
    "Subject",
    "accept_invitation",
    "acknowledge",
    "add_person",
    "add_step",
    "ask_for_build",
    "cancel_build",
    "count_in",
    "invite",
    "let_in",
    "move",
    "raise_concern",
    "record_handling",
    "remove_person",
    "send_return",
    "set_up",
    "settle_columns",
    "shut_out",
    "take_out",
    "told",
    "withdraw_invitation",
]
