"""Every change: keyword arguments, `by=`, one transaction, the row of the log inside it."""

from conspectus.workspace.evidence.actions.documents import add_document
from conspectus.workspace.evidence.actions.evidence import (
    Observation,
    add_evidence,
    correct_comment,
    correct_evidence,
    use_comment,
)
from conspectus.workspace.evidence.actions.notes import Saved, save_note, settle, start_note

__all__ = [
    "Observation",
    "Saved",
    "add_document",
    "add_evidence",
    "correct_comment",
    "correct_evidence",
    "save_note",
    "settle",
    "start_note",
    "use_comment",
]
