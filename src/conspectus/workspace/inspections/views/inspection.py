"""One inspection: what is left to do, how its data are handled, and its stage."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from conspectus.definitions import Framework, Pattern, frameworks, patterns
from conspectus.errors import ConspectusError
from conspectus.workspace.inspections import actions, policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.awaited import Awaited, awaited_by
from conspectus.workspace.inspections.forms import HandlingForm
from conspectus.workspace.inspections.meanwhile import Meant, Standing, decide, remember
from conspectus.workspace.inspections.models import Concern, Inspection, Member
from conspectus.workspace.inspections.moves import doubts
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer
from conspectus.workspace.inspections.shown import open_and_raised
from conspectus.workspace.inspections.stages import BY_ITSELF, MOVES, ORDER, TITLES, Stage, reached
from conspectus.workspace.inspections.todo import Laid, Waiting, laid_out, tasks_of, waiting_for
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class Overview(InspectionPage, template="inspections/inspection.html"):
    """What one part in an inspection can do there, and how far it is."""

    member: Member
    framework: Framework
    theme: Pattern
    concerns: list[Concern]
    raised: list[Concern]
    waiting: list[Waiting]
    awaited: list[Awaited]
    laid: Laid
    stages: list[tuple[Stage, str, bool]]
    place: int
    moves: list[tuple[Stage, str]]
    may_move: Answer


@part_of(policies.anyone)
def inspection(request: HttpRequest, member: Member) -> HttpResponse:
    """A task list: what this person can do here, and what is left."""
    one, (waiting, raised) = member.inspection, open_and_raised(member)
    return show(request, Overview(
        inspection=one, member=member, framework=frameworks()[one.framework], theme=patterns()[one.theme],
        concerns=waiting, raised=raised,
        waiting=waiting_for([member]), awaited=awaited_by(member), laid=laid_out(tasks_of(member)),
        place=ORDER.index(one.now) + 1,
        stages=[(stage, TITLES[stage], reached(one.now, stage)) for stage in ORDER],
        moves=_moves(member), may_move=policies.leads(member),
    ))  # fmt: skip


def _moves(member: Member) -> list[tuple[Stage, str]]:
    if not policies.leads(member):
        return []
    return [(stage, TITLES[stage]) for stage in MOVES[member.inspection.now] if stage not in BY_ITSELF]


@dataclass(frozen=True, kw_only=True)
class MovePage(InspectionPage, template="inspections/move.html"):
    """A move to another stage, and what was left undone before it."""

    to: Stage
    title: str
    doubts: list[str]


@require_POST
@part_of(policies.leads)
def move(request: HttpRequest, member: Member) -> HttpResponse:
    """To another stage; first a question where something was left undone."""
    word, one = request.POST.get("to", ""), member.inspection
    try:
        if word not in ORDER:
            raise ConspectusError("there is no such stage", word, "Choose one of those shown.")
        to = Stage(word)
        if to in MOVES[one.now] and "sure" not in request.POST and (asked := doubts(one, to)):
            return show(request, MovePage(inspection=one, to=to, title=TITLES[to], doubts=asked))
        actions.move(inspection=one, to=to, by=member.person)
    except ConspectusError as error:
        messages.error(request, str(error))
    return redirect("inspection", member.inspection_id)


@dataclass(frozen=True, kw_only=True)
class HandlingPage(InspectionPage, template="inspections/handling.html"):
    """How data are handled."""

    form: HandlingForm


@part_of(policies.leads)
def handling(request: HttpRequest, member: Member) -> HttpResponse:
    """Lawful basis, retention, restricted rows."""
    one = member.inspection
    now = _standing(member)
    form = HandlingForm(request.POST or None, initial=now.says or {"restricted_to": one.restricted_to})
    remember(request, form, now)
    if request.method == "POST" and form.is_valid():
        decide(
            request,
            member,
            lambda: actions.record_handling(inspection=one, by=member.person, **form.cleaned_data),
            standing=lambda: _standing(member),
            meant=Meant(form=form, back=request.path, what="How the data are handled", shown=form.fields),
        )
        return redirect("inspection", one.pk)
    return show(request, HandlingPage(inspection=one, form=form))


def _standing(member: Member) -> Standing:
    """What is on record of how data are handled; empty before anybody said."""
    now = Inspection.objects.get(pk=member.inspection_id)
    if not now.handled:
        return Standing({})
    return Standing({
        "lawful_basis": now.lawful_basis, "keep_until": now.keep_until, "restricted_to": now.restricted_to,
    })  # fmt: skip
