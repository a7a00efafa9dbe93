"""Every earlier state of something that carries judgment, for people to read."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from simple_history.models import HistoricalChanges

from conspectus.workspace.inspections.shown import WORKSPACE


class Change(NamedTuple):
    """Who made it what it then was, when and why."""

    at: datetime
    by: str
    why: str
    became: list[tuple[str, str]]  # label and value of each field that changed


def changes(rows: Iterable[HistoricalChanges], fields: Mapping[str, str]) -> list[Change]:
    """What changed from state to state, newest first; `fields` are shown by their labels, a list with commas."""
    found: list[Change] = []
    before: dict[str, str] = {}
    for row in sorted(rows, key=lambda one: one.history_date):
        now = {label: written(getattr(row, name)) for name, label in fields.items()}
        became = [(label, value) for label, value in now.items() if before.get(label) != value]
        if became:
            by = row.history_user.name if row.history_user else WORKSPACE
            why = "" if "history_change_reason" in fields else row.history_change_reason or ""
            found.append(Change(row.history_date, by, why, became))
        before = now
    return found[::-1]


def written(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    """A field's value for people: a list with commas."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
