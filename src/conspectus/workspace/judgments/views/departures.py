"""Departures: a level set beside the proposed result."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from conspectus.definitions import frameworks
from conspectus.errors import ConspectusError
from conspectus.wording import level_word
from conspectus.workspace.evidence.history import changes
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.meanwhile import Meant, Standing, decide, remember
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.judgments import actions
from conspectus.workspace.judgments.forms import DepartureForm
from conspectus.workspace.judgments.judged import judged
from conspectus.workspace.judgments.models import Departure
from conspectus.workspace.judgments.policies import departs
from conspectus.workspace.ratings.access import once_finished
from conspectus.workspace.ratings.views.cell import HistoryPage
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class DepartPage(InspectionPage, template="judgments/depart.html"):
    """A level that is set beside a proposed result."""

    form: DepartureForm


@part_of(departs)
@once_finished
def depart(request: HttpRequest, member: Member) -> HttpResponse:
    """Set one."""
    one = member.inspection
    form = DepartureForm(
        request.POST or None, framework=frameworks()[one.framework], judgment=judged(one), inspection=one
    )
    remember(request, form, standing(member))
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            decide(
                request,
                member,
                lambda: actions.depart(inspection=one, by=member.person, **given),
                standing=lambda: standing(member),
                meant=Meant(
                    form=form,
                    what="Departures",
                    back=reverse("judgment", args=[one.pk]),
                    mine={
                        **standing(member).says,
                        given["target"]: _told(given["level"], given["rationale"]),
                    },
                ),
            )
        except ConspectusError as error:
            form.add_error("level", str(error))
        else:
            return redirect("judgment", one.pk)
    return show(request, DepartPage(inspection=one, form=form))


def standing(member: Member) -> Standing:
    """Every departure there now is, by its result."""
    return told(list(member.inspection.departures.select_related("by")))


def told(found: list[Departure]) -> Standing:
    """What departures say together, the newest last."""
    last = max(found, key=lambda one: one.at, default=None)
    says = {one.target: _told(one.level, one.rationale) for one in found}
    return Standing(says, last.by.name if last else "", last.at if last else None)


def _told(level: str, why: str) -> str:
    return f"{level_word(level)}: {why}"


@require_POST
@part_of(departs)
@once_finished
def withdraw(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Take one back."""
    one = member.inspection.departures.filter(pk=number).first()
    if one is None:
        messages.error(request, "This departure was taken back already: look at the page again.")
        return redirect("judgment", member.inspection_id)
    decide(
        request,
        member,
        lambda: actions.withdraw(departure=one, by=member.person),
        standing=lambda: standing(member),
        meant=Meant(
            what="Departures", mine={one.target: ""}, back=reverse("judgment", args=[member.inspection_id])
        ),
    )
    return redirect("judgment", member.inspection_id)


SHOWN = {"target": "Result", "level": "Level", "rationale": "Why", "history_change_reason": "Rests on"}
TAKEN_BACK = "-"  # the library's word for a row that was deleted


@part_of(policies.judges)
@once_finished
def history(request: HttpRequest, member: Member) -> HttpResponse:
    """Every departure there was, those taken back included."""
    rows = Departure.history.filter(inspection=member.inspection_id).select_related("history_user")
    parts = [
        (f"{row.target}{', taken back' if row.history_type == TAKEN_BACK else ''}", changes([row], SHOWN))
        for row in rows
    ]
    return show(request, HistoryPage(inspection=member.inspection, title="departures", parts=parts))
