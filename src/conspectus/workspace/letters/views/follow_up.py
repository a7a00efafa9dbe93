"""The statement of action, and what inspectors found of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from conspectus.definitions import AgencyTerm, agencies
from conspectus.letter import Statement
from conspectus.terms import Agency
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.meanwhile import Meant, Standing, decide, remember
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer, leads, must
from conspectus.workspace.judgments.judged import inspected
from conspectus.workspace.letters import actions
from conspectus.workspace.letters.actions.publishing import working_days
from conspectus.workspace.letters.editions import published, read
from conspectus.workspace.letters.forms import FoundForm, PlanForm
from conspectus.workspace.letters.models import PlannedAction, StatementOfAction
from conspectus.workspace.letters.policies import (
    follows_up,
    names_principal,
    plans,
    plans_for,
    sends,
    takes_part_after,
)
from conspectus.workspace.letters.views.form import FormPage
from conspectus.workspace.showing import show

TO_ACT_ON = ("priority", "improve")
STATEMENT = ("statement_of_action", "Statement of action")
PRINCIPAL = "Which agency sends it"
SHORTEST = 90  # letters of a statement that a list of choices shows


def _statement(inspection: Inspection) -> StatementOfAction:
    return get_object_or_404(
        StatementOfAction.objects.select_related("inspection", "sent_by"), inspection=inspection
    )


def _to_act_on(inspection: Inspection) -> list[Statement]:
    edition = published(inspection)
    told = read(edition).statements if edition else ()
    return [one for one in told if one.section in TO_ACT_ON] or list(told)


@dataclass(frozen=True, kw_only=True)
class StatementOfActionPage(InspectionPage, template="letters/statement_of_action.html"):
    """What is planned, what is not answered yet, and what its reader may do."""

    statement: StatementOfAction
    rows: list[tuple[PlannedAction, Statement | None, bool, Answer]]  # the last: whether it may be taken back
    unanswered: list[Statement]
    plans: Answer
    sends: Answer
    follows_up: Answer
    left: int
    late: int
    working_days: int
    may_name: Answer
    agencies: list[AgencyTerm]
    seen: str
    planned: str


@part_of(takes_part_after)
def statement_of_action(request: HttpRequest, member: Member) -> HttpResponse:
    """What each agency will do, by when, and what came of it."""
    one = member.inspection
    statement = _statement(one)
    told = {told.id: told for told in _to_act_on(one)}
    today = timezone.localdate()
    rows = [
        (
            planned,
            told.get(planned.answers),
            planned.overdue(today),
            plans_for(member, statement, planned.agency),
        )
        for planned in statement.actions.select_related("by", "found_by")
    ]
    unanswered = [one for one in told.values() if one.id not in {row[0].answers for row in rows}]
    return show(request, StatementOfActionPage(
        inspection=one, statement=statement, rows=rows, unanswered=unanswered,
        plans=plans(member, statement), sends=sends(member, statement), follows_up=follows_up(member),
        left=(statement.due - today).days, late=(today - statement.due).days, working_days=working_days(),
        may_name=names_principal(member, statement), agencies=[agencies()[agency] for agency in inspected(one)],
        seen=_principal(statement).mark, planned=_plan(statement).mark,
    ))  # fmt: skip


@part_of(takes_part_after)
def plan(request: HttpRequest, member: Member) -> HttpResponse:
    """One more thing that will be done: by one's own agency, or by any, for the principal authority."""
    one = member.inspection
    statement = _statement(one)
    must(plans, member, statement)
    whose = inspected(one) if member.agency == statement.principal else (Agency(member.agency),)
    choices = [(told.id, _short(told.text)) for told in _to_act_on(one)]
    form = PlanForm(request.POST or None, statements=choices, whose=whose)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "agency": Agency(form.cleaned_data["agency"])}
        actions.plan(statement=statement, by=member.person, promise=actions.Promise(**given))
        return redirect("statement_of_action", one.pk)
    return show(
        request,
        FormPage(inspection=one, form=form, title="Plan an action", button="Plan it", crumb=STATEMENT),
    )


def _short(text: str) -> str:
    return text if len(text) <= SHORTEST else f"{text[:SHORTEST].rsplit(' ', 1)[0]}…"


@require_POST
@part_of(takes_part_after)
def take_back(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Before the statement is sent."""
    if not _statement(member.inspection).actions.filter(pk=number).exists():
        messages.error(request, "This action was taken back already: look at the page again.")
        return redirect("statement_of_action", member.inspection_id)
    planned = _planned(member, number)
    return _done(request, member, lambda: actions.take_back(planned=planned, by=member.person))


@require_POST
@part_of(takes_part_after)
def send(request: HttpRequest, member: Member) -> HttpResponse:
    """From now on it stays as it is."""
    statement = _statement(member.inspection)
    must(sends, member, statement)  # before what is planned is shown beside it
    return _done(
        request,
        member,
        lambda: decide(
            request,
            member,
            lambda: actions.send_statement(statement=statement, by=member.person),
            standing=lambda: _plan(statement),
            meant=Meant(
                what="The statement of action",
                mine=_plan(statement).says,
                back=reverse("statement_of_action", args=[member.inspection_id]),
            ),
        ),
    )


def _principal(statement: StatementOfAction) -> Standing:
    """Which agency sends it."""
    now = StatementOfAction.objects.get(pk=statement.pk).principal
    return Standing({PRINCIPAL: agencies()[Agency(now)].title})


def _plan(statement: StatementOfAction) -> Standing:
    """Every action that is planned."""
    found = statement.actions.select_related("by").order_by("pk")
    says = {f"{one.what} (by {one.by_when:%d/%m/%Y})": one.known_by for one in found}
    last = max(found, key=lambda one: one.at, default=None)
    return Standing(says, last.by.name if last else "", last.at if last else None)


@require_POST
@part_of(leads)
def principal(request: HttpRequest, member: Member) -> HttpResponse:
    """Which agency sends it."""
    word = request.POST.get("principal", "")
    if word not in agencies():
        raise Http404
    statement = _statement(member.inspection)
    return _done(
        request,
        member,
        lambda: decide(
            request,
            member,
            lambda: actions.name_principal(statement=statement, principal=Agency(word), by=member.person),
            standing=lambda: _principal(statement),
            meant=Meant(
                what="The statement of action",
                mine={PRINCIPAL: agencies()[Agency(word)].title},
                back=reverse("statement_of_action", args=[member.inspection_id]),
            ),
        ),
    )


@part_of(follows_up)
def found(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """What was found of one planned action."""
    planned = _planned(member, number)
    now = _found(planned)
    form = FoundForm(request.POST or None, initial=now.says)
    remember(request, form, now)
    if request.method == "POST" and form.is_valid():
        decide(
            request,
            member,
            lambda: actions.follow_up(planned=planned, by=member.person, **form.cleaned_data),
            standing=lambda: _found(_planned(member, number)),
            meant=Meant(form=form, back=request.path, what=planned.what, shown=form.fields),
        )
        return redirect("statement_of_action", member.inspection_id)
    return show(request, FormPage(
        inspection=member.inspection, form=form, title="What you found", quoted=planned.what, button="Save",
        crumb=STATEMENT,
    ))  # fmt: skip


def _found(planned: PlannedAction) -> Standing:
    if planned.found_by is None:
        return Standing({})
    return Standing(
        {"found": planned.found, "note": planned.found_note}, planned.found_by.name, planned.found_at
    )


def _planned(member: Member, number: int) -> PlannedAction:
    return get_object_or_404(
        PlannedAction.objects.select_related("statement_of_action__inspection"), pk=number,
        statement_of_action__inspection=member.inspection,
    )  # fmt: skip


def _done(request: HttpRequest, member: Member, act: Callable[[], object]) -> HttpResponse:
    return done(request, act, "statement_of_action", member.inspection_id)
