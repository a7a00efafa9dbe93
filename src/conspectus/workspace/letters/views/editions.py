"""An edition as it was made, its files, and comments on its accuracy."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from markupsafe import Markup

from conspectus.errors import ConspectusError
from conspectus.letter.files import BUNDLE
from conspectus.letter.page import letter_style
from conspectus.terms import Agency
from conspectus.workspace.inspections.access import NotThereYet, part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer, judges, leads, must, speaks_for_agency
from conspectus.workspace.letters import actions
from conspectus.workspace.letters.editions import FILES, Signing, is_current, newest, read, signings
from conspectus.workspace.letters.forms import AnswerForm, CommentForm
from conspectus.workspace.letters.models import Comment, Edition
from conspectus.workspace.letters.policies import answers, comments, reads_editions
from conspectus.workspace.letters.shown import Section, by_section, letter_shown
from conspectus.workspace.letters.views.form import FormPage
from conspectus.workspace.letters.visibility import comments_for, editions_for, opened_by
from conspectus.workspace.showing import show

ACCURACY = ("accuracy", "Factual accuracy")


def edition_of(member: Member, number: int) -> Edition:
    """One of those that a person may see, whose opening is logged."""
    found = next((one for one in editions_for(member) if one.number == number), None)
    if found is None:
        raise Http404
    return opened_by(member, found)


@dataclass(frozen=True, kw_only=True)
class EditionPage(InspectionPage, template="letters/edition.html"):
    """The letter as it was made, its files, and who signed it."""

    edition: Edition
    shown: Markup
    files: list[tuple[str, str]]
    signings: list[Signing]
    current: bool
    judges: Answer


@part_of(reads_editions)
def edition(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """The letter as it was made."""
    found = edition_of(member, number)
    return show(request, EditionPage(
        inspection=member.inspection, edition=found, shown=letter_shown(found),
        files=[*FILES.items(), *([(BUNDLE, "Restricted copy")] if leads(member) else [])],
        signings=signings(found), current=is_current(found), judges=judges(member),
    ))  # fmt: skip


@part_of(reads_editions)
def file(request: HttpRequest, member: Member, number: int, name: str) -> FileResponse:
    """One of its files, to be saved; the restricted copy for leads alone."""
    if name not in (*FILES, BUNDLE):
        raise Http404
    if name == BUNDLE:
        must(leads, member)
    return saved(edition_of(member, number), name)


def saved(edition: Edition, name: str) -> FileResponse:
    """A file of an edition, never shown as a page of ours."""
    path = edition.folder / name
    if not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@dataclass(frozen=True, kw_only=True)
class AccuracyPage(InspectionPage, template="letters/accuracy.html"):
    """The letter line by line with the comments that its reader may see."""

    speaks_for_agency: Answer
    edition: Edition
    comments: Answer
    answers: Answer
    sections: list[Section]
    gone: list[Comment]


@part_of(reads_editions)
def accuracy(request: HttpRequest, member: Member) -> HttpResponse:
    """The letter line by line with what agencies say of it; contacts see their own comments alone."""
    one = member.inspection
    last = newest(one)
    if last is None:
        raise NotThereYet("No letter has been made yet.")
    laid = read(opened_by(member, last))
    mine = comments_for(member)
    return show(request, AccuracyPage(
        inspection=one, speaks_for_agency=speaks_for_agency(member), edition=last, comments=comments(member),
        answers=answers(member),
        sections=by_section(laid.statements, laid.changes, mine),
        gone=[one for one in mine if one.statement not in {told.id for told in laid.statements}],
    ))  # fmt: skip


@part_of(comments)
def comment(request: HttpRequest, member: Member, statement: str) -> HttpResponse:
    """Say what is wrong in one statement."""
    one, last = member.inspection, newest(member.inspection)
    told = next((told for told in read(last).statements if told.id == statement), None) if last else None
    if last is None or told is None:
        raise Http404
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.comment(
            edition=last, agency=Agency(member.agency), statement=statement, says=form.cleaned_data["says"],
            by=member.person,
        )  # fmt: skip
        return redirect("accuracy", one.pk)
    return show(
        request,
        FormPage(
            inspection=one,
            form=form,
            title="Say what is not accurate",
            quoted=told.text,
            button="Send",
            crumb=ACCURACY,
        ),
    )


@part_of(answers)
def answer_comment(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Accept or refuse a comment, and say why."""
    one = member.inspection
    said = get_object_or_404(
        Comment.objects.select_related("edition__inspection"), pk=number, edition__inspection=one
    )
    told = next((told for told in read(said.edition).statements if told.id == said.statement), None)
    form = AnswerForm(request.POST or None, initial={"text": told.text if told else ""})
    if request.method == "POST" and form.is_valid() and _answered(form, said, member):
        return redirect("accuracy", one.pk)
    return show(request, FormPage(
        inspection=one, form=form, title="Answer a comment", said=said, quoted=told.text if told else "",
        button="Answer", crumb=ACCURACY,
    ))  # fmt: skip


def _answered(form: AnswerForm, said: Comment, member: Member) -> bool:
    try:
        actions.answer_comment(comment=said, by=member.person, **form.cleaned_data)
    except ConspectusError as error:
        form.add_error("text", str(error))
        return False
    return True


@login_not_required
def letters_css(request: HttpRequest) -> HttpResponse:
    """How letters are styled; the same for everybody."""
    return HttpResponse(
        letter_style(), content_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=3600"}
    )
