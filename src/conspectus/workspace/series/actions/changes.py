"""Declare from when on figures mean something else, put a declaration right, take it back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.twice import already
from conspectus.workspace.series.asking import may
from conspectus.workspace.series.models import DeclaredChange, Series
from conspectus.workspace.series.policies import coordinates


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """The first day on which figures mean something else, why, and whose: of one duty, one agency, or all."""

    date: date
    what: str
    duty: str = ""
    agency: str = ""

    @property
    def logged(self) -> dict[str, Any]:
        """What the log says of it: no words of anybody's, which may tell of a child."""
        return {"date": self.date.isoformat(), "duty": self.duty, "agency": self.agency}


@transaction.atomic
def declare_change(*, series: Series, declared: Declaration, by: User) -> DeclaredChange:
    """From its day on every series that it concerns has limits of its own."""
    may(coordinates, series, by)
    said = _said(declared)
    Series.objects.select_for_update().get(pk=series.pk)  # of two at once, the second finds the first
    if again := already(series.changes.all(), by=by, taken_back_at=None, **said):
        return again
    made = DeclaredChange.objects.create(series=series, by=by, **said)
    record(
        Action.CHANGE_DECLARED, by=by, target=f"change:{made.pk}", series=series.pk, **declared.logged
    )  # fmt: skip
    return made


@transaction.atomic
def correct_change(*, change: DeclaredChange, declared: Declaration, instead_of: str, by: User) -> None:
    """Put a declaration right; `instead_of` is the mark of what whoever puts it right saw."""
    may(coordinates, change.series, by)
    locked = _as_seen(change, instead_of)
    before = Declaration(date=locked.date, what=locked.what, duty=locked.duty, agency=locked.agency)
    for name, value in _said(declared).items():
        setattr(locked, name, value)
    locked.save()
    record(
        Action.CHANGE_CORRECTED, by=by, target=f"change:{change.pk}", series=change.series_id,
        before=before.logged, **declared.logged,
    )  # fmt: skip


@transaction.atomic
def take_back_change(*, change: DeclaredChange, instead_of: str, by: User) -> None:
    """The charts are as if it had never been declared; that it was, stays on the page."""
    may(coordinates, change.series, by)
    locked = _as_seen(change, instead_of)
    locked.taken_back_at, locked.taken_back_by = timezone.now(), by
    locked.save()
    record(Action.CHANGE_TAKEN_BACK, by=by, target=f"change:{change.pk}", series=change.series_id)


def _said(declared: Declaration) -> dict[str, object]:
    if not declared.what.strip():
        raise ConspectusError(
            "a declared change says what changed", "", "Say it in a sentence, and press again."
        )
    return {
        "date": declared.date,
        "what": declared.what.strip().rstrip("."),
        "duty": declared.duty,
        "agency": declared.agency,
    }


def _as_seen(change: DeclaredChange, mark: str) -> DeclaredChange:
    """The same read anew, if it stands as its reader saw it."""
    locked = DeclaredChange.objects.select_for_update().get(pk=change.pk)
    if locked.taken_back_at is not None:
        raise ConspectusError("it was taken back already", locked.what, "Declare it anew if it still holds.")
    if locked.mark != mark:
        raise ConspectusError(
            "somebody else changed it while you had it open",
            locked.what,
            "Look at it as it stands now, and press again.",
        )
    return locked
