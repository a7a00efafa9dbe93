"""The draft: facts, statements, wording, editions."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from conspectus.errors import ConspectusError
from conspectus.letter import Changed, Statement
from conspectus.letter.changes import ADDED_TO, WORKED_OUT, may_stand, pointed_at
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.meanwhile import Meant, Standing, decide, remember
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer, NotAllowed, anyone, judges, where
from conspectus.workspace.letters import actions
from conspectus.workspace.letters.differences import Version, versions
from conspectus.workspace.letters.drafting import Drafted, drafted
from conspectus.workspace.letters.editions import is_current, newest
from conspectus.workspace.letters.forms import AddForm, FactsForm, WordingForm
from conspectus.workspace.letters.models import Edition, Facts
from conspectus.workspace.letters.policies import words
from conspectus.workspace.letters.shown import RestsOn, Section, by_section, rests_on
from conspectus.workspace.letters.views.form import FormPage
from conspectus.workspace.ratings.access import once_finished
from conspectus.workspace.sampling.tracking import statement as statement_of_sample
from conspectus.workspace.showing import show

WORKED_OUT_FROM = "This statement is worked out from the ratings, and is not worded by people."


@dataclass(frozen=True, kw_only=True)
class LetterPage(InspectionPage, template="letters/letter.html"):
    """The draft, the newest edition, and whether its reader may word it."""

    draft: Drafted | None
    edition: Edition | None
    words: Answer
    current: bool
    sections: list[Section]


@part_of(judges)
@once_finished
def letter(request: HttpRequest, member: Member) -> HttpResponse:
    """The letter as it now reads, statement by statement, and the newest edition."""
    one, draft, edition = member.inspection, drafted(member.inspection), newest(member.inspection)
    return show(request, LetterPage(
        inspection=one, draft=draft, edition=edition, words=words(member),
        current=bool(edition and is_current(edition)),
        sections=by_section(draft.statements, draft.changes) if draft else [],
    ))  # fmt: skip


@part_of(words)
def facts(request: HttpRequest, member: Member) -> HttpResponse:
    """When the fieldwork was, to whom the letter goes, the day it bears."""
    one = member.inspection
    now = _facts(member)
    form = FactsForm(request.POST or None, initial=now.says or {"sample": statement_of_sample(one)})
    remember(request, form, now)
    if request.method == "POST" and form.is_valid():
        decide(
            request,
            member,
            lambda: actions.record_facts(
                inspection=one, by=member.person, given=actions.LetterFacts(**form.cleaned_data)
            ),
            standing=lambda: _facts(member),
            meant=Meant(
                form=form, back=request.path, what="What the letter says of the inspection", shown=form.fields
            ),
        )
        return redirect("letter", one.pk)
    title = "What the letter says of the inspection"
    return show(request, FormPage(inspection=one, form=form, title=title, button="Save"))


def _facts(member: Member) -> Standing:
    kept = Facts.objects.filter(inspection=member.inspection).values(*FactsForm.base_fields).first()
    return Standing(kept or {})


def _draft_of(member: Member) -> Drafted:
    draft = drafted(member.inspection)
    if draft is None:
        raise Http404
    return draft


@dataclass(frozen=True, kw_only=True)
class StatementPage(InspectionPage, template="letters/statement.html"):
    """One statement, what it rests on, and what people changed of it."""

    statement: Statement
    form: WordingForm | None
    plain: Statement | None
    rests_on: list[RestsOn]
    change: Changed | None
    seen: str
    versions: list[Version]
    may_word: Answer


@part_of(judges)
@once_finished
def statement(request: HttpRequest, member: Member, statement: str) -> HttpResponse:
    """One statement: what it rests on, what the findings drafted, and its wording."""
    one, draft = member.inspection, _draft_of(member)
    found = next((told for told in draft.statements if told.id == statement), None)
    if found is None:
        raise Http404
    may_word = words(member) and where(found.section not in WORKED_OUT, WORKED_OUT_FROM)
    form = _wording(request, draft, found) if may_word else None
    if request.method == "POST" and form is None:
        raise NotAllowed(may_word.why_not)
    if request.method == "POST" and form and _reworded(request, form, member, found):
        return HttpResponseRedirect(f"{reverse('letter', args=[one.pk])}#{found.id}")
    return show(request, StatementPage(
        inspection=one, statement=found, form=form, plain=draft.plain.get(found.id),
        rests_on=rests_on(one, draft, found),
        change=next((change for change in draft.changes if change.statement == found.id), None),
        seen=_worded(member, found.id).mark, versions=versions(one, found.id), may_word=may_word,
    ))  # fmt: skip


def _wording(request: HttpRequest, draft: Drafted, found: Statement) -> WordingForm:
    sections = may_stand(found.section) if found.id in draft.plain else (found.section,)
    initial = {"text": found.text, "section": found.section}
    form = WordingForm(request.POST or None, sections=sections, initial=initial)
    remember(request, form, Standing(initial))
    return form


def _worded(member: Member, statement: str) -> Standing:
    """How a statement now reads, by whom; as drafted, it is nobody's."""
    found = next((one for one in _draft_of(member).statements if one.id == statement), None)
    last = member.inspection.letter_changes.filter(statement=statement).select_related("by").first()
    says = {"text": found.text, "section": found.section} if found else {}
    return Standing(says, last.by.name if last else "", last.at if last else None)


def _reworded(request: HttpRequest, form: WordingForm, member: Member, found: Statement) -> bool:
    if not form.is_valid():
        return False
    try:
        decide(
            request,
            member,
            lambda: actions.word(
                inspection=member.inspection,
                statement=found.id,
                text=form.cleaned_data["text"],
                section=form.cleaned_data.get("section", ""),
                by=member.person,
            ),
            standing=lambda: _worded(member, found.id),
            meant=Meant(form=form, back=request.path, what="One statement of the letter"),
        )
    except ConspectusError as error:
        form.add_error("text", str(error))
        return False
    return True


@require_POST
@part_of(words)
def restore(request: HttpRequest, member: Member, statement: str) -> HttpResponse:
    """As the findings drafted it."""
    draft = _draft_of(member).plain.get(statement)
    decide(
        request,
        member,
        lambda: actions.restore(inspection=member.inspection, statement=statement, by=member.person),
        standing=lambda: _worded(member, statement),
        meant=Meant(
            what="One statement of the letter",
            back=reverse("statement", args=[member.inspection_id, statement]),
            mine={"text": draft.text if draft else "", "section": draft.section if draft else ""},
        ),
    )
    return redirect("letter", member.inspection_id)


@part_of(words)
def add(request: HttpRequest, member: Member) -> HttpResponse:
    """A statement of people's own, on findings."""
    one = member.inspection
    draft = _draft_of(member)
    form = AddForm(request.POST or None, sections=ADDED_TO, cells=pointed_at(draft.findings))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add(inspection=one, by=member.person, **form.cleaned_data)
        except ConspectusError as error:
            form.add_error("text", str(error))
        else:
            return redirect("letter", one.pk)
    return show(request, FormPage(inspection=one, form=form, title="Add a statement", button="Add it"))


@require_POST
@part_of(anyone)
def make(request: HttpRequest, member: Member) -> HttpResponse:
    """An edition of it as it now reads."""
    return done(
        request, lambda: actions.make_edition(inspection=member.inspection, by=member.person),
        "letter", member.inspection_id,
    )  # fmt: skip
