"""The judgment page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from conspectus.definitions import Framework, frameworks
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer
from conspectus.workspace.judgments.models import Departure
from conspectus.workspace.judgments.policies import departs
from conspectus.workspace.judgments.shown import Shown, shown
from conspectus.workspace.judgments.views.departures import told
from conspectus.workspace.ratings.access import once_finished
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class JudgmentPage(InspectionPage, template="judgments/judgment.html"):
    """The judgment, its departures, and whether its reader may depart."""

    framework: Framework
    departs: Answer
    seen: str
    shown: Shown
    departures: list[Departure]


@part_of(policies.judges)
@once_finished
def judgment(request: HttpRequest, member: Member) -> HttpResponse:
    """The result, how it came about, and how far it can be trusted."""
    one = member.inspection
    departures = list(one.departures.select_related("by").prefetch_related("evidence"))
    return show(request, JudgmentPage(
        inspection=one, framework=frameworks()[one.framework], departs=departs(member),
        seen=told(departures).mark if departs(member) else "", shown=shown(one), departures=departures,
    ))  # fmt: skip
