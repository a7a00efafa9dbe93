"""Who takes part in an inspection."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from conspectus.errors import ConspectusError
from conspectus.workspace.inspections import actions, policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.forms import PersonForm
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.roles import ROLES, Role


@part_of(policies.leads)
def people(request: HttpRequest, member: Member) -> HttpResponse:
    """Everybody with their part, and a form to add somebody."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_person(
                inspection=member.inspection, by=member.person, **{**given, "role": Role(given["role"])}
            )
        except ConspectusError as error:
            form.add_error("email", str(error))
        else:
            return redirect("people", member.inspection_id)
    members = member.inspection.members.select_related("person")
    return render(
        request,
        "inspections/people.html",
        {
            "member": member,
            "inspection": member.inspection,
            "members": members,
            "form": form,
            "roles": ROLES.values(),
        },
    )


@require_POST
@part_of(policies.leads)
def remove(request: HttpRequest, member: Member, part: int) -> HttpResponse:
    """Take somebody's part away."""
    other = get_object_or_404(member.inspection.members, pk=part)
    try:
        actions.remove_person(member=other, by=member.person)
    except ConspectusError as error:
        messages.error(request, str(error))
    return redirect("people", member.inspection_id)
