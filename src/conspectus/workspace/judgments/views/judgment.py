"""The judgment page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conspectus.definitions import frameworks
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.judgments.policies import departs
from conspectus.workspace.judgments.shown import shown
from conspectus.workspace.judgments.views.departures import told
from conspectus.workspace.ratings.access import once_finished


@part_of(policies.judges)
@once_finished
def judgment(request: HttpRequest, member: Member) -> HttpResponse:
    """The result, how it came about, and how far it can be trusted."""
    one = member.inspection
    departures = list(one.departures.select_related("by").prefetch_related("evidence"))
    context = {
        "member": member, "inspection": one, "framework": frameworks()[one.framework], "departs": departs(member),
        "seen": told(departures).mark if departs(member) else "", "shown": shown(one),
        "departures": departures,
    }  # fmt: skip
    return render(request, "judgments/judgment.html", context)
