"""Every change: keyword arguments, `by=`, one transaction, the row of the log inside it."""

from conspectus.workspace.judgments.actions.departures import depart, withdraw
from conspectus.workspace.judgments.actions.moderation import accept, answer, ask

__all__ = ["accept", "answer", "ask", "depart", "withdraw"]
