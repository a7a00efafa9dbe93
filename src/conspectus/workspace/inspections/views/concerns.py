"""A child at immediate risk."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from conspectus.terms import Agency
from conspectus.workspace.inspections import actions, policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.forms import ConcernForm
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.reading import knows


@part_of(policies.inspects)
def raise_one(request: HttpRequest, member: Member, child: str) -> HttpResponse:
    """Record that a child may be at immediate risk."""
    if not knows(member.inspection, child):
        raise Http404
    form = ConcernForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.raise_concern(
            inspection=member.inspection, child=child, agency=Agency(form.cleaned_data["agency"]),
            says=form.cleaned_data["says"], by=member.person,
        )  # fmt: skip
        return redirect("inspection", member.inspection_id)
    context = {"member": member, "inspection": member.inspection, "form": form, "child": child}
    return render(request, "inspections/concern.html", context)


@require_POST
@part_of(policies.anyone)
def acknowledge(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Take it in hand: somebody who was told of it."""
    concern = get_object_or_404(member.inspection.concerns, pk=number)
    if not policies.must_act(member, concern):
        raise Http404
    actions.acknowledge(concern=concern, by=member.person)
    return redirect("inspection", member.inspection_id)
