"""Write notes together: whoever saves over a text they have not seen is shown both, and neither is lost."""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.models import Draft, Note
from conspectus.workspace.evidence.policies import settles
from conspectus.workspace.inspections.asking import may
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.policies import inspects
from conspectus.workspace.inspections.twice import already

SITTING = timedelta(minutes=10)  # saves of one writer within it are one entry of the history


class Saved(NamedTuple):
    """A note as it now stands, and the text that could not be saved over it, if there is one."""

    note: Note
    draft: Draft | None = None


@transaction.atomic
def start_note(*, inspection: Inspection, kind: str, agency: str, title: str, text: str, by: User) -> Note:
    """A new note."""
    may(inspects, inspection, by)
    Inspection.objects.select_for_update().get(pk=inspection.pk)  # two at once would take one number
    said = {"kind": kind, "agency": agency, "title": title, "text": text, "by": by}
    if again := already(inspection.notes.all(), **said):
        return again
    last = inspection.notes.aggregate(last=Max("number"))["last"] or 0
    note = Note(inspection=inspection, number=last + 1, changed_by=by, **said)
    note._history_user = by
    note.save()
    _log(Action.NOTE_SAVED, note, by)
    return note


@transaction.atomic
def save_note(*, note: Note, title: str, text: str, based_on: int, by: User) -> Saved:
    """Save over the version that its writer saw; over another, keep the text as a draft beside it."""
    may(inspects, note.inspection, by)
    now = Note.objects.select_for_update().select_related("inspection").get(pk=note.pk)
    if (now.title, now.text) == (title, text):
        return Saved(now)
    if now.version != based_on:
        return Saved(now, _draft(now, title, text, by))
    now.title, now.text, now.version, now.changed_by = title, text, now.version + 1, by
    _save_with_history(now, by)
    _log(Action.NOTE_SAVED, now, by)
    return Saved(now)


@transaction.atomic
def settle(*, draft: Draft, title: str, text: str, based_on: int, by: User) -> Saved:
    """Save what its writer made of both texts; the draft goes once that is saved, and stays in the history."""
    may(settles, draft.note.inspection, by, draft)
    saved = save_note(note=draft.note, title=title, text=text, based_on=based_on, by=by)
    if saved.draft is None:
        draft._history_user = by
        draft.delete()
    return saved


def _draft(note: Note, title: str, text: str, by: User) -> Draft:
    draft = Draft.objects.filter(note=note, by=by).first() or Draft(note=note, by=by)
    if (draft.title, draft.text) != (title, text):
        draft.title, draft.text, draft._history_user = title, text, by
        draft.save()
        _log(Action.NOTE_CONFLICT, note, by)
    return draft


def _save_with_history(note: Note, by: User) -> None:
    """A row of the history for each sitting of a writer, however often it is saved by itself."""
    last = note.history.first()
    goes_on = last and last.history_user_id == by.pk and timezone.now() - last.history_date < SITTING
    note._history_user = by
    if not goes_on:
        note.save()
        return
    note.skip_history_when_saving = True
    note.save()
    del note.skip_history_when_saving
    note.history.filter(pk=last.pk).update(title=note.title, text=note.text, version=note.version)


def _log(action: Action, note: Note, by: User) -> None:
    record(action, by=by, inspection=note.inspection_id, target=f"note:{note.pk}", version=note.version)
