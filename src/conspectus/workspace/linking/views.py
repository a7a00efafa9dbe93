"""Doubtful pairs: a list of them, one with both records side by side, and what people say of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from conspectus.errors import ConspectusError
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import YES, Answer, leads, sees_restricted
from conspectus.workspace.inspections.shown import book_of, restricted_shown
from conspectus.workspace.linking import actions
from conspectus.workspace.linking.compared import Pair, Side, pair_of
from conspectus.workspace.linking.forms import AnswerForm, SettleForm, TakeBackForm
from conspectus.workspace.linking.models import LinkAnswer, LinkDecision, LinkQuestion, Settled, Word
from conspectus.workspace.linking.policies import answers, blind, sees, settles
from conspectus.workspace.linking.visibility import log_restricted
from conspectus.workspace.showing import show

A_PAGE = 50
SHOWS = {
    "for_me": "For you to answer", "with_lead": "With the lead", "decided": "Decided", "every": "All that are asked",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class LinksPage(InspectionPage, template="linking/links.html"):
    """Some of the questions, and which others can be shown."""

    page: Page[LinkQuestion]
    show: str
    kept: str
    offered: list[tuple[str, str]]
    mine: bool


@part_of(sees)
def links(request: HttpRequest, member: Member) -> HttpResponse:
    """Questions, the most doubtful first; no name anywhere."""
    offered = [one for one in SHOWS if one != "for_me" or answers(member)]
    asked = request.GET.get("show", "")
    asked = asked if asked in offered else offered[0]
    page = Paginator(_shown(member, asked), A_PAGE).get_page(request.GET.get("page"))
    log_restricted(member, page)
    return show(request, LinksPage(
        inspection=member.inspection, page=page, show=asked, kept=f"show={asked}",
        offered=[(one, SHOWS[one]) for one in offered], mine=asked == "for_me",
    ))  # fmt: skip


def _shown(member: Member, show: str) -> QuerySet[LinkQuestion]:
    every = LinkQuestion.objects.visible_to(member)
    return {
        "for_me": LinkQuestion.objects.for_answer_by(member).alike_together(),
        "with_lead": every.with_lead(),
        "decided": every.filter(state=LinkQuestion.State.DECIDED),
        "every": every.filter(place__isnull=False),
    }[show]


def _question(member: Member, number: int) -> LinkQuestion:
    return get_object_or_404(LinkQuestion.objects.visible_to(member), pk=number)


@part_of(sees)
def link(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Both records side by side, masked until somebody asks what the senders said, which is logged."""
    return _page(request, member, _question(member, number), names=request.method == "POST")


@dataclass(frozen=True, kw_only=True)
class LinkPage(InspectionPage, template="linking/link.html"):
    """Both records, what its reader may know of the answers, and what they may do."""

    question: LinkQuestion
    names: bool
    pair: Pair | None
    sides: tuple[Side, ...]
    words: list[tuple[str, str]]
    left: int
    settle_form: SettleForm
    take_back_form: TakeBackForm
    form: AnswerForm | SettleForm | TakeBackForm | None  # the one that was sent and is not right
    mine: LinkAnswer | None
    given: list[LinkAnswer]
    may_answer: bool
    blind: bool
    may_not_answer: Answer
    may_settle: Answer | bool  # False where nothing waits for it
    may_take_back: Answer
    decisions: list[LinkDecision]


def _page(
    request: HttpRequest,
    member: Member,
    question: LinkQuestion,
    *,
    names: bool = False,
    wrong: AnswerForm | SettleForm | TakeBackForm | None = None,
) -> HttpResponse:
    _, book = book_of(member)
    action = Action.NAMES_SHOWN if names else Action.LINK_READ
    record(action, by=member.person, inspection=member.inspection_id, target=question.target)
    pair = pair_of(book, question, names=names, restricted=bool(sees_restricted(member)))
    if question.restricted or (pair and pair.restricted):
        restricted_shown(member, question.target)
    # While it is open, nobody knows of any answer but their own.
    given = list(question.answers.standing().select_related("by"))
    mine = next((one for one in given if one.by_id == member.person_id), None)
    is_open = question.state == LinkQuestion.State.OPEN
    unsaid = blind(member, is_open=is_open, answered=mine is not None)
    may_answer = unsaid and question.place is not None
    with_lead = question.state == LinkQuestion.State.WITH_LEAD
    return show(request, LinkPage(
        inspection=member.inspection, question=question, names=names, pair=pair,
        sides=(pair.a, pair.b) if pair else (), form=wrong,
        words=Word.choices, left=LinkQuestion.objects.for_answer_by(member).count() if may_answer else 0,
        settle_form=wrong if isinstance(wrong, SettleForm) else SettleForm(),
        take_back_form=wrong if isinstance(wrong, TakeBackForm) else TakeBackForm(),
        mine=mine, given=[] if is_open else given, may_answer=may_answer, blind=unsaid,
        may_not_answer=answers(member) if is_open else YES,
        may_settle=with_lead and settles(member, [one.by_id for one in given]), may_take_back=leads(member),
        decisions=[] if is_open and (unsaid or not leads(member)) else _decisions(question),
    ))  # fmt: skip


def _decisions(question: LinkQuestion) -> list[LinkDecision]:
    found = question.decisions.select_related("settled_by", "taken_back_by", "used_in")
    return list(found)


@require_POST
@part_of(answers)
def answer(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Say whose records they are, and go on to the next question."""
    question, form = _question(member, number), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, member, question, wrong=form)
    word = Word(form.cleaned_data["word"])
    if not _done(
        request, lambda: actions.answer(member=member, question=question, word=word, by=member.person)
    ):
        return redirect("link", member.inspection_id, number)
    waiting = LinkQuestion.objects.for_answer_by(member).alike_together()
    following = waiting.filter(reason=question.reason).first() or waiting.first()
    if following is None:
        messages.success(request, "You have answered every question that is asked.")
        return redirect("links", member.inspection_id)
    return redirect("link", member.inspection_id, following.pk)


@require_POST
@part_of(leads)
def settle(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Decide where two people did not agree."""
    question, form = _question(member, number), SettleForm(request.POST)
    if not form.is_valid():
        return _page(request, member, question, wrong=form)
    word, why = Settled(form.cleaned_data["settled"]), form.cleaned_data["why"]
    _done(
        request,
        lambda: actions.settle(member=member, question=question, word=word, why=why, by=member.person),
    )
    return redirect("link", member.inspection_id, number)


@require_POST
@part_of(leads)
def take_back(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """The decision holds no longer."""
    question, form = _question(member, number), TakeBackForm(request.POST)
    if not form.is_valid():
        return _page(request, member, question, wrong=form)
    why = form.cleaned_data["taken_back_why"]
    _done(request, lambda: actions.take_back(question=question, why=why, by=member.person))
    return redirect("link", member.inspection_id, number)


def _done(request: HttpRequest, act: Callable[[], object]) -> bool:
    try:
        act()
    except ConspectusError as error:
        messages.error(request, str(error))
        return False
    return True
