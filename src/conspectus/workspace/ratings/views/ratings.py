"""The matrix, and one cell of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from conspectus.definitions import CellKey, Framework, agencies, frameworks
from conspectus.errors import ConspectusError
from conspectus.terms import Agency, Stage
from conspectus.workspace.evidence.history import Change, changes
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.meanwhile import Meant, Standing, decide, remember
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer
from conspectus.workspace.ratings import actions, stages
from conspectus.workspace.ratings.cells import (
    counted,
    hindered,
    leave_for,
    left_unrated,
    rated_by_one,
    said_of_themselves,
)
from conspectus.workspace.ratings.forms import RatingForm, ReasonedRatingForm
from conspectus.workspace.ratings.matrix import Line, Square, columns, disagreements, matrix
from conspectus.workspace.ratings.models import AgencyAnswer, Dissent, Leave, Rating
from conspectus.workspace.ratings.policies import rates, rates_any
from conspectus.workspace.ratings.visibility import finished_in, still_alone, visible
from conspectus.workspace.showing import show

Counted = list[tuple[str, int]]  # how many children were answered with each level


@dataclass(frozen=True, kw_only=True)
class RatingsPage(InspectionPage, template="ratings/ratings.html"):
    """The matrix as its reader may see it, and the agencies' own answers in its shape."""

    areas: list[tuple[str, list[Line]]]
    own: list[tuple[str, list[Counted | None]]]
    rating: bool
    agencies: list[Agency]
    differ: list[Square]
    finished: bool
    rates: Answer
    may_take_up: bool
    by_one: list[Rating]


@part_of(policies.inspects)
def ratings(request: HttpRequest, member: Member) -> HttpResponse:
    """Criteria by agencies."""
    framework = frameworks()[member.inspection.framework]
    lines = matrix(member, framework)
    finished, going = member.person_id in finished_in(member), stages.rating(member.inspection)
    own = said_of_themselves(member.inspection)
    return show(request, RatingsPage(
        inspection=member.inspection, areas=lines, own=_own(framework, own), rating=going,
        agencies=columns(framework), differ=disagreements(lines), finished=finished, rates=rates_any(member),
        may_take_up=finished and not hindered(member), by_one=rated_by_one(member) if finished and going else [],
    ))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CellPage(InspectionPage, template="ratings/cell.html"):
    """One question to one agency, as its reader may see it, and what they may do."""

    key: CellKey
    asks: str
    form: RatingForm | None
    shown: list[Rating]
    alone: bool
    evidence: list[Evidence]
    good: Iterable[Evidence]
    may_dissent: bool
    own: list[AgencyAnswer]
    own_counts: Counted
    levels: list[str]
    dissents: list[Dissent]
    leave: Leave | None
    unrated: bool
    may_give_leave: Answer
    may_rate: Answer
    panels: list[SafeString]


@part_of(policies.inspects)
def cell(request: HttpRequest, member: Member, criterion: str, agency: str) -> HttpResponse:
    """One question to one agency: what was seen, who rated how, and a form for those who may."""
    framework, key = frameworks()[member.inspection.framework], _key(member, criterion, agency)
    finished = finished_in(member)
    rated = member.inspection.ratings.filter(criterion=criterion, agency=agency).select_related("by")
    found = list(rated.prefetch_related("evidence"))
    shown = visible(member, found, finished)
    alone = member.person_id not in finished
    rates_here = rates(member, key)
    at_work = rates_here and stages.rating(member.inspection)
    unrated = not any(one.stage == Stage.INDEPENDENT for one in found)
    leave = leave_for(member.inspection, key) if unrated else None
    form = _form(request, member, key, alone) if at_work and (alone or leave or not unrated) else None
    own = said_of_themselves(member.inspection, key).get(key, [])
    sent = request.method == "POST" and form is not None and form.is_valid()
    if sent and form is not None and _saved(request, form, member, key, alone):
        return redirect("ratings", member.inspection_id)
    return show(request, CellPage(
        inspection=member.inspection, key=key, form=form,
        asks=next(one.asks for area in framework.area for one in area.criterion if one.id == criterion),
        shown=shown, alone=alone, evidence=_bearing(member, key),
        good=member.inspection.evidence.good_looks_like(key), may_dissent=not alone and bool(rates_here),
        own=own, own_counts=counted(own, framework.scale), levels=list(reversed(framework.scale)),
        dissents=[] if still_alone(member, finished) else _dissents(member, key), leave=leave,
        unrated=unrated and not still_alone(member, finished) and stages.rating(member.inspection),
        may_give_leave=policies.leads(member),
        may_rate=rates_here and policies.in_stage(member, "Inspectors rate", *stages.RATING),
        panels=[panel for finder in PANELS if (panel := finder(request, member, key))],
    ))  # fmt: skip


Panel = Callable[[HttpRequest, Member, CellKey], SafeString | None]
PANELS: list[Panel] = []  # what later apps show on the page of a cell


def _dissents(member: Member, key: CellKey) -> list[Dissent]:
    return list(member.inspection.dissents.filter(target=str(key)).select_related("by"))


def _own(
    framework: Framework, own: dict[CellKey, list[AgencyAnswer]]
) -> list[tuple[str, list[Counted | None]]]:
    """The agencies' own answers in the shape of the matrix; empty where there are none to see."""
    return [
        (one.id, [
            counted(own.get(CellKey(one.id, agency), []), framework.scale) if agency in one.agencies else None
            for agency in columns(framework)
        ])
        for area in framework.area for one in area.criterion
    ] if own else []  # fmt: skip


def _key(member: Member, criterion: str, agency: str) -> CellKey:
    framework = frameworks()[member.inspection.framework]
    if agency not in framework.leads or CellKey(criterion, Agency(agency)) not in framework.cells():
        raise Http404
    return CellKey(criterion, Agency(agency))


def _bearing(member: Member, key: CellKey) -> list[Evidence]:
    return list(member.inspection.evidence.bearing_on(key))


def _form(request: HttpRequest, member: Member, key: CellKey, alone: bool) -> RatingForm:
    now = _standing(member, key, alone)
    kind = RatingForm if alone else ReasonedRatingForm
    framework = frameworks()[member.inspection.framework]
    form = kind(request.POST or None, framework=framework, bearing=_bearing(member, key), initial=now.says)
    remember(request, form, now)
    return form


def _standing(member: Member, key: CellKey, alone: bool) -> Standing:
    """The rating that this person would save over: their own, or the inspectorate's."""
    stage = Stage.INDEPENDENT if alone else Stage.CONSOLIDATED
    found = member.inspection.ratings.filter(criterion=key.criterion, agency=key.agency, stage=stage)
    before = (found.filter(by=member.person) if alone else found).select_related("by").first()
    if before is None:
        return Standing({})
    rests_on = sorted(str(one.pk) for one in before.evidence.all())
    says = {"level": before.level, "rationale": before.rationale, "evidence": rests_on}
    return Standing(says, before.by.name, before.at)


def _saved(request: HttpRequest, form: RatingForm, member: Member, key: CellKey, alone: bool) -> bool:
    given = form.cleaned_data
    chosen = member.inspection.evidence.filter(pk__in=given["evidence"])
    act = actions.rate if alone else actions.consolidate
    try:
        decide(
            request,
            member,
            lambda: act(
                member=member,
                cell=key,
                level=given["level"],
                rationale=given["rationale"],
                evidence=chosen,
                by=member.person,
            ),
            standing=lambda: _standing(member, key, alone),
            meant=Meant(
                form=form,
                back=request.path,
                what=f"Rating of {key.criterion}, {agencies()[key.agency].title}",
                shown=("level", "rationale", "evidence"),
            ),
        )
    except ConspectusError as error:
        form.add_error("level", str(error))
        return False
    return True


@dataclass(frozen=True, kw_only=True)
class FinishPage(InspectionPage, template="ratings/finish.html"):
    """How many cells of how many are left unrated."""

    left: int
    many: int


@require_POST
@part_of(rates_any)
def finish(request: HttpRequest, member: Member) -> HttpResponse:
    """I have finished rating alone; asked once more where some of it is not rated."""
    left, many = left_unrated(member)
    if left and request.POST.get("sure") != "yes":
        return show(request, FinishPage(inspection=member.inspection, left=left, many=many))
    return done(
        request, lambda: actions.finish(member=member, by=member.person), "ratings", member.inspection_id
    )


@require_POST
@part_of(policies.anyone)
def take_up(request: HttpRequest, member: Member) -> HttpResponse:
    """I had not finished after all."""
    return done(
        request, lambda: actions.take_up(member=member, by=member.person), "ratings", member.inspection_id
    )


@require_POST
@part_of(policies.anyone)
def leave(request: HttpRequest, member: Member, criterion: str, agency: str) -> HttpResponse:
    """Why this cell does without independent ratings."""
    key, why = _key(member, criterion, agency), request.POST.get("leave", "")
    return done(
        request, lambda: actions.give_leave(inspection=member.inspection, cell=key, why=why, by=member.person),
        "cell", member.inspection_id, criterion, agency,
    )  # fmt: skip


@require_POST
@part_of(policies.anyone)
def confirm(request: HttpRequest, member: Member) -> HttpResponse:
    """We stand by what one of us rated."""
    why = request.POST.get("rationale", "")
    return done(
        request, lambda: actions.confirm(member=member, rationale=why, by=member.person),
        "ratings", member.inspection_id,
    )  # fmt: skip


@require_POST
@part_of(policies.anyone)
def dissent(request: HttpRequest, member: Member, criterion: str, agency: str) -> HttpResponse:
    """I do not share this rating."""
    target = str(_key(member, criterion, agency))
    level, why = request.POST.get("level", ""), request.POST.get("rationale", "")
    return done(
        request, lambda: actions.dissent(
            member=member, target=target, level=level, rationale=why, by=member.person
        ), "cell", member.inspection_id, criterion, agency,
    )  # fmt: skip


SHOWN = {"level": "Level", "rationale": "Why", "history_change_reason": "Rests on"}


@dataclass(frozen=True, kw_only=True)
class HistoryPage(InspectionPage, template="ratings/history.html"):
    """How each of several things was before."""

    title: str
    parts: list[tuple[str, list[Change]]]


@part_of(policies.inspects)
def history(request: HttpRequest, member: Member, criterion: str, agency: str) -> HttpResponse:
    """How each rating of a cell that may be seen was before."""
    found = member.inspection.ratings.filter(criterion=criterion, agency=agency).select_related("by")
    seen = visible(member, found, finished_in(member))
    rows = Rating.history.filter(id__in=[one.pk for one in seen]).select_related("history_user")
    parts = [
        (
            f"{one.get_stage_display()}, {one.by.name}",
            changes([row for row in rows if row.id == one.pk], SHOWN),
        )
        for one in seen
    ]
    return show(
        request, HistoryPage(inspection=member.inspection, title=f"{criterion}, {agency}", parts=parts)
    )
