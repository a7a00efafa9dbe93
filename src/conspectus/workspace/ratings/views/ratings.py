"""The matrix, and one cell of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from conspectus.definitions import CellKey, Framework, frameworks
from conspectus.errors import ConspectusError
from conspectus.terms import Agency, Stage
from conspectus.workspace.evidence.history import changes
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.ratings import actions, stages
from conspectus.workspace.ratings.forms import RatingForm, ReasonedRatingForm
from conspectus.workspace.ratings.matrix import columns, disagreements, matrix
from conspectus.workspace.ratings.models import AgencyAnswer, Rating
from conspectus.workspace.ratings.policies import rates
from conspectus.workspace.ratings.reading import counted, rated_by_one, said_of_themselves
from conspectus.workspace.ratings.visibility import finished_in, visible


@part_of(policies.inspects)
def ratings(request: HttpRequest, member: Member) -> HttpResponse:
    """Criteria by agencies."""
    framework = frameworks()[member.inspection.framework]
    lines = matrix(member, framework)
    finished, going = member.person_id in finished_in(member), stages.rating(member.inspection)
    own = said_of_themselves(member.inspection)
    context = {
        "member": member, "inspection": member.inspection, "framework": framework, "areas": lines,
        "own": _own(framework, own), "rating": going,
        "agencies": columns(framework), "differ": disagreements(lines),
        "finished": finished, "rates": bool(member.inspectorate),
        "by_one": rated_by_one(member) if finished and going else [],
    }  # fmt: skip
    return render(request, "ratings/ratings.html", context)


@part_of(policies.inspects)
def cell(request: HttpRequest, member: Member, criterion: str, agency: str) -> HttpResponse:
    """One question to one agency: what was seen, who rated how, and a form for those who may."""
    framework = frameworks()[member.inspection.framework]
    if agency not in framework.leads or CellKey(criterion, Agency(agency)) not in framework.cells():
        raise Http404
    key = CellKey(criterion, Agency(agency))
    finished = finished_in(member)
    found = member.inspection.ratings.filter(criterion=criterion, agency=agency).select_related("by")
    shown = visible(member, found.prefetch_related("evidence"), finished)
    alone = member.person_id not in finished
    rates_here = rates(member, framework, key)
    form = _form(request, member, key, alone) if rates_here and stages.rating(member.inspection) else None
    own = said_of_themselves(member.inspection, key).get(key, [])
    if request.method == "POST" and form is not None and form.is_valid() and _saved(form, member, key, alone):
        return redirect("ratings", member.inspection_id)
    context = {
        "member": member, "inspection": member.inspection, "framework": framework, "key": key, "form": form,
        "asks": next(one.asks for area in framework.area for one in area.criterion if one.id == criterion),
        "shown": shown, "alone": alone, "evidence": _bearing(member, key),
        "good": member.inspection.evidence.good_looks_like(key), "may_dissent": not alone and rates_here,
        "own": own, "own_counts": counted(own, framework.scale), "levels": list(reversed(framework.scale)),
        "dissents": member.inspection.dissents.filter(target=str(key)).select_related("by"),
        "panels": [panel for finder in PANELS if (panel := finder(request, member, key))],
    }  # fmt: skip
    return render(request, "ratings/cell.html", context)


Panel = Callable[[HttpRequest, Member, CellKey], SafeString | None]
PANELS: list[Panel] = []  # what later apps show on the page of a cell


def _own(
    framework: Framework, own: dict[CellKey, list[AgencyAnswer]]
) -> list[tuple[str, list[list[tuple[str, int]] | None]]]:
    """The agencies' own answers in the shape of the matrix; empty where there are none to see."""
    return [
        (one.id, [
            counted(own.get(CellKey(one.id, agency), []), framework.scale) if agency in one.agencies else None
            for agency in columns(framework)
        ])
        for area in framework.area for one in area.criterion
    ] if own else []  # fmt: skip


def _bearing(member: Member, key: CellKey) -> list[Evidence]:
    return list(member.inspection.evidence.bearing_on(key))


def _form(request: HttpRequest, member: Member, key: CellKey, alone: bool) -> RatingForm:
    stage = Stage.INDEPENDENT if alone else Stage.CONSOLIDATED
    mine = member.inspection.ratings.filter(criterion=key.criterion, agency=key.agency, stage=stage)
    before = (mine.filter(by=member.person) if alone else mine).first()
    initial = (
        {"level": before.level, "rationale": before.rationale,
         "evidence": [str(one.pk) for one in before.evidence.all()]}
        if before else {}
    )  # fmt: skip
    kind = RatingForm if alone else ReasonedRatingForm
    framework = frameworks()[member.inspection.framework]
    return kind(request.POST or None, framework=framework, bearing=_bearing(member, key), initial=initial)


def _saved(form: RatingForm, member: Member, key: CellKey, alone: bool) -> bool:
    given = form.cleaned_data
    chosen = member.inspection.evidence.filter(pk__in=given["evidence"])
    act = actions.rate if alone else actions.consolidate
    try:
        act(
            member=member, cell=key, level=given["level"], rationale=given["rationale"], evidence=chosen,
            by=member.person,
        )  # fmt: skip
    except ConspectusError as error:
        form.add_error("level", str(error))
        return False
    return True


@require_POST
@part_of(policies.inspects)
def finish(request: HttpRequest, member: Member) -> HttpResponse:
    """I have finished rating alone."""
    actions.finish(inspection=member.inspection, by=member.person)
    return redirect("ratings", member.inspection_id)


@require_POST
@part_of(policies.inspects)
def confirm(request: HttpRequest, member: Member) -> HttpResponse:
    """We stand by what one of us rated."""
    try:
        actions.confirm(member=member, rationale=request.POST.get("rationale", ""), by=member.person)
    except ConspectusError as error:
        messages.error(request, str(error))
    return redirect("ratings", member.inspection_id)


@require_POST
@part_of(policies.inspects)
def dissent(request: HttpRequest, member: Member, criterion: str, agency: str) -> HttpResponse:
    """I do not share this rating."""
    try:
        actions.dissent(
            member=member, target=f"{criterion}/{agency}", level=request.POST.get("level", ""),
            rationale=request.POST.get("rationale", ""), by=member.person,
        )  # fmt: skip
    except ConspectusError as error:
        messages.error(request, str(error))
    return redirect("cell", member.inspection_id, criterion, agency)


SHOWN = {"level": "Level", "rationale": "Why", "history_change_reason": "Rests on"}


@part_of(policies.inspects)
def history(request: HttpRequest, member: Member, criterion: str, agency: str) -> HttpResponse:
    """How each rating of a cell that may be seen was before."""
    found = member.inspection.ratings.filter(criterion=criterion, agency=agency).select_related("by")
    seen = visible(member, found, finished_in(member))
    rows = Rating.history.filter(id__in=[one.pk for one in seen]).select_related("history_user")
    context = {
        "member": member, "inspection": member.inspection, "title": f"{criterion}, {agency}",
        "parts": [
            (f"{one.get_stage_display()}, {one.by.name}", changes([row for row in rows if row.id == one.pk], SHOWN))
            for one in seen
        ],
    }  # fmt: skip
    return render(request, "ratings/history.html", context)
