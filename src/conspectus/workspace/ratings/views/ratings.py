"""The matrix, and what is done with all of it at once."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from conspectus.definitions import CellKey, Framework, frameworks
from conspectus.terms import Agency
from conspectus.wording import Shade, shade
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer
from conspectus.workspace.ratings import actions, stages
from conspectus.workspace.ratings.cells import (
    counted,
    hindered,
    left_unrated,
    rated_by_one,
    said_of_themselves,
)
from conspectus.workspace.ratings.matrix import Line, Square, columns, disagreements, matrix
from conspectus.workspace.ratings.models import AgencyAnswer, Rating
from conspectus.workspace.ratings.policies import rates_any
from conspectus.workspace.ratings.progress import Progress, progress
from conspectus.workspace.ratings.visibility import finished_in
from conspectus.workspace.showing import show

Counted = list[tuple[str, int]]  # how many children were answered with each level


@dataclass(frozen=True, kw_only=True)
class RatingsPage(InspectionPage, template="ratings/ratings.html"):
    """The matrix as its reader may see it, and the agencies' own answers in its shape."""

    areas: list[tuple[str, list[Line]]]
    own: list[tuple[str, list[Counted | None]]]
    rating: bool
    agencies: list[tuple[Agency, str]]  # with who leads for each
    scale: list[tuple[str, Shade]]
    progress: Progress | None
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
    all_finished, going = finished_in(member), stages.rating(member.inspection)
    finished = member.person_id in all_finished
    own = said_of_themselves(member.inspection)
    return show(request, RatingsPage(
        inspection=member.inspection, areas=lines, own=_own(framework, own), rating=going,
        agencies=[(one, framework.leaders[framework.leads[one]]) for one in columns(framework)],
        scale=[(level, shade(level, framework.scale)) for level in framework.scale],
        progress=progress(member, all_finished), differ=disagreements(lines), finished=finished,
        rates=rates_any(member),
        may_take_up=finished and not hindered(member), by_one=rated_by_one(member) if finished and going else [],
    ))  # fmt: skip


def _own(
    framework: Framework, own: dict[CellKey, list[AgencyAnswer]]
) -> list[tuple[str, list[Counted | None]]]:
    """The agencies' own answers in the shape of the matrix; empty where there are none to see."""
    return [
        (one.asks, [
            counted(own.get(CellKey(one.id, agency), []), framework.scale) if agency in one.agencies else None
            for agency in columns(framework)
        ])
        for area in framework.area for one in area.criterion
    ] if own else []  # fmt: skip


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
def confirm(request: HttpRequest, member: Member) -> HttpResponse:
    """We stand by what one of us rated."""
    why = request.POST.get("rationale", "")
    return done(
        request, lambda: actions.confirm(member=member, rationale=why, by=member.person),
        "ratings", member.inspection_id,
    )  # fmt: skip
