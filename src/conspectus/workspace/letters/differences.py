"""How the wording of a statement changed: word by word, by whom, when."""

from collections.abc import Iterator
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple

from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.shown import WORKSPACE
from conspectus.workspace.letters.models import Change

OLD, NEW, SAME = "old", "new", "same"


class Part(NamedTuple):
    """Some words, and whether only the earlier text has them, only the later one, or both."""

    text: str
    what: str


class Version(NamedTuple):
    """A wording, and what is other in it than in the one before."""

    at: datetime
    by: str
    restored: bool
    parts: list[Part]


def differences(before: str, after: str) -> list[Part]:
    """Both texts in one, in reading order."""
    old, new = before.split(), after.split()
    found: list[Part] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        sides = [(old[i:j], SAME)] if what == "equal" else [(old[i:j], OLD), (new[k:m], NEW)]
        found += [Part(" ".join(words), side) for words, side in sides if words]
    return found


def versions(inspection: Inspection, statement: str) -> list[Version]:
    """Every wording that people gave it, the newest first."""
    return list(_in_order(inspection, statement))[::-1]


def _in_order(inspection: Inspection, statement: str) -> Iterator[Version]:
    rows = Change.history.filter(inspection=inspection.pk, statement=statement).select_related("history_user")
    before: str | None = None
    for row in rows.order_by("history_date", "history_id"):
        restored = row.history_type == "-"
        now = row.drafted if restored else row.text or row.drafted
        parts = differences(row.drafted if before is None else before, now)
        by = row.history_user.name if row.history_user else WORKSPACE
        if any(part.what != SAME for part in parts):
            yield Version(row.history_date, by, restored, parts)
        before = now
