"""Notes: written together, saved by themselves where scripts run, and by a button everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from conspectus.plain import clock
from conspectus.workspace.evidence.actions import Saved, save_note, settle, start_note
from conspectus.workspace.evidence.forms import NewNoteForm, NoteForm
from conspectus.workspace.evidence.history import changes
from conspectus.workspace.evidence.merging import Line, side_by_side, together
from conspectus.workspace.evidence.models import Draft, Evidence, Note
from conspectus.workspace.evidence.views.evidence import HistoryPage
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class NotesPage(InspectionPage, template="evidence/notes.html"):
    """Every note, and texts of one's own that wait to be chosen."""

    notes: Iterable[Note]
    waiting: Iterable[Draft]


@part_of(policies.inspects)
def notes(request: HttpRequest, member: Member) -> HttpResponse:
    """All notes, newest first; those in which one's own text waits to be chosen come first."""
    found = member.inspection.notes.select_related("changed_by")
    waiting = Draft.objects.filter(note__inspection=member.inspection_id, by=member.person).select_related(
        "note"
    )
    return show(request, NotesPage(inspection=member.inspection, notes=found, waiting=waiting))


@dataclass(frozen=True, kw_only=True)
class NewNotePage(InspectionPage, template="evidence/new_note.html"):
    """A note that is begun."""

    form: NewNoteForm


@part_of(policies.inspects)
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """Begin a note."""
    form = NewNoteForm(request.POST or None, initial={"kind": request.GET.get("kind", "interview")})
    if request.method == "POST" and form.is_valid():
        note = start_note(inspection=member.inspection, text="", by=member.person, **form.cleaned_data)
        return redirect("note", member.inspection_id, note.pk)
    return show(request, NewNotePage(inspection=member.inspection, form=form))


@dataclass(frozen=True, kw_only=True)
class NotePage(InspectionPage, template="evidence/note.html"):
    """A note, what was taken from it, and one's own text of it that waits."""

    note: Note
    form: NoteForm
    evidence: Iterable[Evidence]
    draft: Draft | None


@part_of(policies.inspects)
def note(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """One note, to be read and written."""
    one = get_object_or_404(member.inspection.notes.select_related("changed_by"), pk=number)
    initial = {"title": one.title, "text": one.text, "version": one.version}
    form = NoteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = save_note(
            note=one, title=given["title"], text=given["text"], based_on=given["version"], by=member.person
        )
        return _answer(request, member, saved)
    return show(request, NotePage(
        inspection=member.inspection, note=one, form=form, evidence=one.evidence.all(),
        draft=one.drafts.filter(by=member.person).first(),
    ))  # fmt: skip


def _answer(request: HttpRequest, member: Member, saved: Saved) -> HttpResponse:
    """To a script how it went, to a person the page that follows."""
    conflict = reverse("note_conflict", args=[member.inspection_id, saved.note.pk])
    if request.headers.get("Accept") == "application/json":
        if saved.draft:
            return JsonResponse({"conflict": conflict}, status=409)
        at = timezone.localtime(saved.note.changed_at)
        return JsonResponse({"version": saved.note.version, "saved": clock(at, seconds=True)})
    return redirect(conflict) if saved.draft else redirect("note", member.inspection_id, saved.note.pk)


@dataclass(frozen=True, kw_only=True)
class ConflictPage(InspectionPage, template="evidence/conflict.html"):
    """Two texts of a note, line by line."""

    note: Note
    draft: Draft
    form: NoteForm
    theirs: list[Line]
    mine: list[Line]


@part_of(policies.inspects)
def conflict(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Both texts side by side: keep one, or make one of both."""
    one = get_object_or_404(member.inspection.notes.select_related("changed_by"), pk=number)
    draft = one.drafts.filter(by=member.person).first()
    if draft is None:
        return redirect("note", member.inspection_id, one.pk)
    initial = {"title": draft.title, "text": together(one.text, draft.text), "version": one.version}
    form = NoteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        title, text = _chosen(request.POST.get("keep", ""), one, draft, (given["title"], given["text"]))
        saved = settle(draft=draft, title=title, text=text, based_on=given["version"], by=member.person)
        return redirect("note_conflict" if saved.draft else "note", member.inspection_id, one.pk)
    theirs, mine = side_by_side(one.text, draft.text)
    return show(request, ConflictPage(
        inspection=member.inspection, note=one, draft=draft, form=form, theirs=theirs, mine=mine
    ))  # fmt: skip


def _chosen(keep: str, note: Note, draft: Draft, both: tuple[str, str]) -> tuple[str, str]:
    """Title and text: theirs, mine, or what was made of both."""
    return {"theirs": (note.title, note.text), "mine": (draft.title, draft.text)}.get(keep, both)


SHOWN = {"title": "Title", "text": "Text"}


@part_of(policies.inspects)
def history(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """How a note was before, and texts that were set aside."""
    one = get_object_or_404(member.inspection.notes, pk=number)
    aside = Draft.history.filter(note=one, history_type__in=("+", "~")).select_related("history_user")
    return show(request, HistoryPage(
        inspection=member.inspection, title=one.code,
        changes=changes(one.history.select_related("history_user"), SHOWN),
        aside=[change for row in aside for change in changes([row], SHOWN)],
    ))  # fmt: skip
