"""The draft: facts, statements, wording, editions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from conspectus.errors import ConspectusError
from conspectus.letter import Statement
from conspectus.letter.changes import ADDED_TO, WORKED_OUT, may_stand, pointed_at
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import judges, leads
from conspectus.workspace.letters import actions
from conspectus.workspace.letters.drafting import Drafted, drafted
from conspectus.workspace.letters.editions import newest
from conspectus.workspace.letters.forms import AddForm, FactsForm, WordingForm
from conspectus.workspace.letters.models import Facts
from conspectus.workspace.letters.policies import words
from conspectus.workspace.letters.shown import by_section, rests_on
from conspectus.workspace.sampling.reading import statement as statement_of_sample


@part_of(judges)
def letter(request: HttpRequest, member: Member) -> HttpResponse:
    """The letter as it now reads, statement by statement, and the newest edition."""
    one, draft, edition = member.inspection, drafted(member.inspection), newest(member.inspection)
    context = {
        "member": member, "inspection": one, "draft": draft, "edition": edition, "words": words(member),
        "current": bool(draft and edition and draft.basis == edition.basis),
        "sections": by_section(draft.statements, draft.changes) if draft else [],
    }  # fmt: skip
    return render(request, "letters/letter.html", context)


@part_of(leads)
def facts(request: HttpRequest, member: Member) -> HttpResponse:
    """When the fieldwork was, to whom the letter goes, the day it bears."""
    one = member.inspection
    if not words(member):
        raise PermissionDenied
    kept = Facts.objects.filter(inspection=one).values(*FactsForm.base_fields).first()
    form = FactsForm(request.POST or None, initial=kept or {"sample": statement_of_sample(one)})
    if request.method == "POST" and form.is_valid():
        actions.record_facts(inspection=one, by=member.person, **form.cleaned_data)
        return redirect("letter", one.pk)
    return render(request, "letters/form.html", {
        "member": member, "inspection": one, "form": form, "title": "What the letter says of the inspection",
        "button": "Save",
    })  # fmt: skip


def _draft_of(member: Member) -> Drafted:
    draft = drafted(member.inspection)
    if draft is None:
        raise Http404
    return draft


@part_of(judges)
def statement(request: HttpRequest, member: Member, statement: str) -> HttpResponse:
    """One statement: what it rests on, what the findings drafted, and its wording."""
    one, draft = member.inspection, _draft_of(member)
    found = next((told for told in draft.statements if told.id == statement), None)
    if found is None:
        raise Http404
    form = _wording(request, draft, found) if words(member) and found.section not in WORKED_OUT else None
    if request.method == "POST" and form is None:
        raise PermissionDenied
    if request.method == "POST" and form and _reworded(form, member, found):
        return redirect("letter", one.pk)
    context = {
        "member": member, "inspection": one, "statement": found, "form": form,
        "plain": draft.plain.get(found.id), "rests_on": rests_on(one, draft, found),
        "change": next((change for change in draft.changes if change.statement == found.id), None),
    }  # fmt: skip
    return render(request, "letters/statement.html", context)


def _wording(request: HttpRequest, draft: Drafted, found: Statement) -> WordingForm:
    sections = may_stand(found.section) if found.id in draft.plain else (found.section,)
    initial = {"text": found.text, "section": found.section}
    return WordingForm(request.POST or None, sections=sections, initial=initial)


def _reworded(form: WordingForm, member: Member, found: Statement) -> bool:
    if not form.is_valid():
        return False
    try:
        actions.word(
            inspection=member.inspection, statement=found.id, text=form.cleaned_data["text"],
            section=form.cleaned_data.get("section", ""), by=member.person,
        )  # fmt: skip
    except ConspectusError as error:
        form.add_error("text", str(error))
        return False
    return True


@require_POST
@part_of(words)
def restore(request: HttpRequest, member: Member, statement: str) -> HttpResponse:
    """As the findings drafted it."""
    actions.restore(inspection=member.inspection, statement=statement, by=member.person)
    return redirect("letter", member.inspection_id)


@part_of(leads)
def add(request: HttpRequest, member: Member) -> HttpResponse:
    """A statement of people's own, on findings."""
    one = member.inspection
    if not words(member):
        raise PermissionDenied
    draft = _draft_of(member)
    form = AddForm(request.POST or None, sections=ADDED_TO, cells=pointed_at(draft.findings))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add(inspection=one, by=member.person, **form.cleaned_data)
        except ConspectusError as error:
            form.add_error("text", str(error))
        else:
            return redirect("letter", one.pk)
    return render(request, "letters/form.html", {
        "member": member, "inspection": one, "form": form, "title": "Add a statement", "button": "Add it",
    })  # fmt: skip


@require_POST
@part_of(words)
def make(request: HttpRequest, member: Member) -> HttpResponse:
    """An edition of it as it now reads."""
    try:
        actions.make_edition(inspection=member.inspection, by=member.person)
    except ConspectusError as error:
        messages.error(request, str(error))
    return redirect("letter", member.inspection_id)
