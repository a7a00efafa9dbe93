"""The children who are tracked: what the casebook drew, who was taken, and who was replaced and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from conspectus.definitions import AgencyTerm, SamplingPlan, agencies, sampling_plan
from conspectus.errors import ConspectusError
from conspectus.records.casebook import Casebook
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer, anyone
from conspectus.workspace.sampling import actions, tracking
from conspectus.workspace.sampling.forms import AddForm, ReplaceForm
from conspectus.workspace.sampling.models import TrackedChild
from conspectus.workspace.sampling.policies import chooses, sees
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class TrackedPage(InspectionPage, template="sampling/tracked.html"):
    """Who is tracked, who was, and what the casebook drew them from."""

    children: list[TrackedChild]
    chooses: Answer
    book: Casebook | None
    drawn: list[tracking.Drawn]
    frame: list[tracking.Stratum]
    lost: list[TrackedChild]
    too_little: list[AgencyTerm]
    left: Iterable[TrackedChild]
    plan: SamplingPlan


@part_of(sees)
def tracked(request: HttpRequest, member: Member) -> HttpResponse:
    """Who is tracked, why each, what the sample was drawn from, and whose part it shows too little of."""
    one = member.inspection
    book, children = tracking.newest_book(one), tracking.tracked(one)
    held = tracking.held_by(book, [child.child for child in children]) if book else {}
    return show(request, TrackedPage(
        inspection=one, children=children, chooses=chooses(member), book=book,
        drawn=[] if children or book is None else tracking.sample_of(book),
        frame=tracking.frame_of(book) if book else [],
        lost=[child for child in children if child.child not in held],
        too_little=[agencies()[agency] for agency in tracking.shown_too_little(one, children)] if children else [],
        left=one.tracked.exclude(left_at=None).select_related("left_by").order_by("left_at"),
        plan=sampling_plan(),
    ))  # fmt: skip


@require_POST
@part_of(anyone)
def take(request: HttpRequest, member: Member) -> HttpResponse:
    """Track the children that the casebook drew."""
    return done(
        request, lambda: actions.take_sample(inspection=member.inspection, by=member.person),
        "tracked", member.inspection_id,
    )  # fmt: skip


@part_of(chooses)
def add(request: HttpRequest, member: Member) -> HttpResponse:
    """Track a child whom people chose."""
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.add(inspection=member.inspection, by=member.person, **given)
        except ConspectusError as error:
            form.add_error("child", str(error))
        else:
            return redirect("tracked", member.inspection_id)
    return _asked(request, member, form, "Choose a child by hand", "Track this child")


@part_of(chooses)
def replace(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Take one out, with or without another in their place."""
    one = get_object_or_404(member.inspection.tracked.select_related("inspection", "left_by"), pk=number)
    if one.left_by is not None:
        messages.error(request, f"{one.child} is not tracked any more: {one.left_why} ({one.left_by.name})")
        return redirect("tracked", member.inspection_id)
    form = ReplaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why, child = form.cleaned_data["why"], form.cleaned_data["child"]
        try:
            if child:
                actions.replace(tracked=one, child=child, why=why, by=member.person)
            else:
                actions.take_out(tracked=one, why=why, by=member.person)
        except ConspectusError as error:
            form.add_error("child", str(error))
        else:
            return redirect("tracked", member.inspection_id)
    return _asked(request, member, form, f"Replace {one.child}", "Replace")


@dataclass(frozen=True, kw_only=True)
class FormPage(InspectionPage, template="sampling/form.html"):
    """A child who is chosen or replaced."""

    form: AddForm | ReplaceForm
    title: str
    button: str


def _asked(
    request: HttpRequest, member: Member, form: AddForm | ReplaceForm, title: str, button: str
) -> HttpResponse:
    return show(request, FormPage(inspection=member.inspection, form=form, title=title, button=button))
