"""A child at immediate risk."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from conspectus.terms import Agency
from conspectus.workspace.inspections import actions, policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.casebooks import knows, record_numbers
from conspectus.workspace.inspections.forms import ConcernForm, StepForm
from conspectus.workspace.inspections.models import Concern, Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.inspections.shown import concerns_in, read_concern
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class ConcernPage(InspectionPage, template="inspections/concern.html"):
    """A concern for a child that is raised."""

    form: ConcernForm
    child: str
    mailed: bool


@part_of(policies.inspects)
def raise_one(request: HttpRequest, member: Member, child: str) -> HttpResponse:
    """Record that a child may be at immediate risk."""
    if not knows(member.inspection, child):
        raise Http404
    contacts = member.inspection.members.filter(role=Role.CONTACT).values_list("agency", flat=True)
    held = record_numbers(member.inspection, child)
    form = ConcernForm(request.POST or None, held=held, contacts=set(contacts))
    if request.method == "POST" and form.is_valid():
        made = actions.raise_concern(
            inspection=member.inspection, child=child, agency=Agency(form.cleaned_data["agency"]),
            says=form.cleaned_data["says"], by=member.person,
        )  # fmt: skip
        (messages.error if made.untold.exists() else messages.success)(request, who_was_told(made))
        return redirect("risk", member.inspection_id, made.pk)
    return show(
        request,
        ConcernPage(inspection=member.inspection, form=form, child=child, mailed=settings.MAILED),
    )


def who_was_told(made: Concern) -> str:
    """For whoever raised it, who goes by it: no e-mail is claimed that did not leave."""
    people = {one.person_id: one.person.name for one in actions.told(made)}
    left = {one.pk: one.name for one in made.untold.all()}
    reached = ", ".join(name for number, name in people.items() if number not in left)
    ring = f"Ring them now, they see it once they sign in: {', '.join(left.values())}."
    if not left:
        return f"{made.reference} is recorded. Told by e-mail: {reached}."
    if not reached:
        return f"{made.reference} is recorded, but no e-mail was sent. {ring}"
    return f"{made.reference} is recorded. Told by e-mail: {reached}. To others no e-mail was sent. {ring}"


def _concern(member: Member, number: int) -> Concern:
    """Told alike to a part that may see none of it whether there is one or not."""
    concern = concerns_in(member).filter(pk=number).first() or Concern()  # one of nobody
    if concern.pk is None and policies.inspects(member):
        raise Http404
    policies.must(policies.sees_concern, member, concern)
    return concern


@dataclass(frozen=True, kw_only=True)
class RiskPage(InspectionPage, template="inspections/risk_page.html"):
    """How far a concern is, and what its reader may do."""

    concern: Concern
    form: StepForm
    records: list[list[str]]
    acts: Answer
    own_agency: bool
    inspects: Answer


@part_of(policies.anyone)
def risk(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """How far it is, and to the agency which of its records are the child's, which is logged."""
    return _page(request, member, _concern(member, number), StepForm())


def _page(request: HttpRequest, member: Member, concern: Concern, form: StepForm) -> HttpResponse:
    return show(request, RiskPage(
        inspection=member.inspection, concern=concern, form=form, records=read_concern(member, concern),
        acts=policies.must_act(member, concern), own_agency=member.agency == concern.agency,
        inspects=policies.inspects(member),
    ))  # fmt: skip


@require_POST
@part_of(policies.anyone)
def acknowledge(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Take it in hand: somebody who was told of it."""
    concern = _concern(member, number)
    return done(
        request, lambda: actions.acknowledge(concern=concern, by=member.person),
        "risk", member.inspection_id, number,
        says=f"{concern.reference} is in hand. Say here what was done, as soon as it is.",
    )  # fmt: skip


@require_POST
@part_of(policies.anyone)
def add_step(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Say what was done: somebody who must act."""
    concern, form = _concern(member, number), StepForm(request.POST)
    if not form.is_valid():
        return _page(request, member, concern, form)
    return done(
        request, lambda: actions.add_step(concern=concern, says=form.cleaned_data["says"], by=member.person),
        "risk", member.inspection_id, number, says="It is recorded. Whoever raised it sees it.",
    )  # fmt: skip
