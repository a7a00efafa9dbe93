"""Departures: a level set beside the proposed result."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from conspectus.definitions import frameworks
from conspectus.errors import ConspectusError
from conspectus.workspace.evidence.history import changes
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.judgments import actions
from conspectus.workspace.judgments.forms import DepartureForm
from conspectus.workspace.judgments.models import Departure
from conspectus.workspace.judgments.policies import departs
from conspectus.workspace.judgments.reading import judged


@part_of(policies.leads)
def depart(request: HttpRequest, member: Member) -> HttpResponse:
    """Set one."""
    one = member.inspection
    if not departs(member):
        raise PermissionDenied
    form = DepartureForm(
        request.POST or None, framework=frameworks()[one.framework], judgment=judged(one), inspection=one
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.depart(inspection=one, by=member.person, **form.cleaned_data)
        except ConspectusError as error:
            form.add_error("level", str(error))
        else:
            return redirect("judgment", one.pk)
    return render(request, "judgments/depart.html", {"member": member, "inspection": one, "form": form})


@require_POST
@part_of(policies.leads)
def withdraw(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Take one back."""
    one = get_object_or_404(member.inspection.departures, pk=number)
    if not departs(member):
        raise PermissionDenied
    actions.withdraw(departure=one, by=member.person)
    return redirect("judgment", member.inspection_id)


SHOWN = {"target": "Result", "level": "Level", "rationale": "Why", "history_change_reason": "Rests on"}
TAKEN_BACK = "-"  # the library's word for a row that was deleted


@part_of(policies.judges)
def history(request: HttpRequest, member: Member) -> HttpResponse:
    """Every departure there was, those taken back included."""
    rows = Departure.history.filter(inspection=member.inspection_id).select_related("history_user")
    parts = [
        (f"{row.target}{', taken back' if row.history_type == TAKEN_BACK else ''}", changes([row], SHOWN))
        for row in rows
    ]
    context = {"member": member, "inspection": member.inspection, "title": "departures", "parts": parts}
    return render(request, "ratings/history.html", context)
