"""What the agencies' records show together: builds, the picture by agency, children."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from conspectus import pictures
from conspectus.letter.disclosure import few, hidden
from conspectus.plain import percent
from conspectus.records.casebook import DutyFigure, Owed
from conspectus.records.pipeline import STEPS
from conspectus.terms import Status
from conspectus.wording import Word, statuses
from conspectus.workspace.inspections import actions, beside, building, links, policies
from conspectus.workspace.inspections import children as by
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.casebooks import (
    Obligations,
    evidence_at,
    newest_returns,
    picture_shown,
)
from conspectus.workspace.inspections.forms import PartForm
from conspectus.workspace.inspections.links import Link
from conspectus.workspace.inspections.models import Build, Concern, Member, SentReturn
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.periods import period_at, period_in
from conspectus.workspace.inspections.shown import (
    BESIDE_PICTURE,
    book_of,
    concerns_of,
    keeps_back,
    read_child,
    read_figure,
    read_picture,
)
from conspectus.workspace.inspections.totals import Totals
from conspectus.workspace.showing import show, write

A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class BuildsPage(InspectionPage, template="inspections/builds.html"):
    """The builds there were with what went into each, and how far one is that goes on."""

    newest: Build | None
    going: bool
    told: list[building.Summary]
    builds: list[tuple[Build, list[str]]]
    sent: Iterable[SentReturn]
    steps: list[tuple[str, str]]


@part_of(policies.runs_records)
def builds(request: HttpRequest, member: Member) -> HttpResponse:
    """The builds there were, how far the newest is, and a button for another."""
    one = member.inspection
    found = list(one.builds.select_related("by")[:20])
    newest = found[0] if found else None
    going = newest is not None and newest.state in (Build.State.WAITING, Build.State.RUNNING)
    told = building.told(one)
    return show(request, BuildsPage(
        inspection=one, newest=newest, going=going, told=told,
        builds=[(build, [each.of[build.pk] for each in told if build.pk in each.of]) for build in found],
        sent=newest_returns(one), steps=_steps(newest) if newest and going else [],
    ))  # fmt: skip


def _steps(build: Build) -> list[tuple[str, str]]:
    at = STEPS.index(build.step) if build.step in STEPS else -1
    words = [
        "done" if place < at else percent(build.share) if place == at else "" for place in range(len(STEPS))
    ]
    return list(zip(STEPS, words, strict=True))


@require_POST
@part_of(policies.anyone)
def build(request: HttpRequest, member: Member) -> HttpResponse:
    """Have a casebook built."""
    return done(
        request, lambda: actions.ask_for_build(inspection=member.inspection, by=member.person),
        "builds", member.inspection_id,
    )  # fmt: skip


@require_POST
@part_of(policies.runs_records)
def cancel(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Take back a build that waits or goes on."""
    going = get_object_or_404(Build, pk=number, inspection=member.inspection_id)
    return done(
        request, lambda: actions.cancel_build(build=going, by=member.person), "builds", member.inspection_id
    )


@dataclass(frozen=True, kw_only=True)
class TotalsPage(InspectionPage, template="inspections/totals.html"):
    """Totals alone, and what is held back of them."""

    told: Totals
    few: str
    untold: str


@dataclass(frozen=True, kw_only=True)
class PicturePage(InspectionPage, template="inspections/picture.html"):
    """The picture by agency, and what later apps show under it."""

    shown: str
    beside: list[str]


@part_of(policies.sees_picture)
def picture(request: HttpRequest, member: Member) -> HttpResponse:
    """The picture by agency; its totals alone for a part that sees no child."""
    newest, told = read_picture(member)
    if isinstance(told, Totals):
        return show(request, TotalsPage(inspection=member.inspection, told=told, few=few(), untold=hidden()))
    shown = picture_shown(newest.casebook, member.inspection_id, links.evidence_form(member))
    return show(request, PicturePage(inspection=member.inspection, shown=shown, beside=_beside(member)))


def _beside(member: Member) -> list[str]:
    return [panel for draw in BESIDE_PICTURE if (panel := draw(member))]


class Line(NamedTuple):
    """One obligation as a line of the page."""

    child: str
    owed: Owed
    word: Word
    evidence: str  # where it becomes evidence; empty for those who record none


@dataclass(frozen=True, kw_only=True)
class ObligationsPage(InspectionPage, template="inspections/obligations.html"):
    """What a figure of the picture counts, what was not done first."""

    figure: DutyFigure
    title: str
    says: str
    kept: str
    status: str
    counts: list[tuple[Word, int]]
    page: Page[tuple[str, Owed]]
    lines: list[Line]
    left_out: int


@part_of(policies.inspects)
def obligations(request: HttpRequest, member: Member, duty: str, part: str, agency: str) -> HttpResponse:
    """The obligations behind one cell of the picture, each leading to its child's chronology."""
    book, figure = read_figure(member, (duty, part, agency))
    asked = request.GET.get("status", "")
    status = asked if asked in list(Status) else ""
    page = Paginator(Obligations(book, figure, status), A_PAGE).get_page(request.GET.get("page"))
    at = evidence_at(links.evidence_form(member))
    return show(request, ObligationsPage(
        inspection=member.inspection, figure=figure, title=pictures.named(figure), says=pictures.told(figure),
        kept=urlencode({"status": status}) if status else "", status=status, counts=pictures.counts(figure),
        page=page, lines=[_line(child, owed, at) for child, owed in page],
        left_out=figure.obligations - book.how_many_owed(figure),
    ))  # fmt: skip


def _line(child: str, owed: Owed, at: Callable[[str], str] | None) -> Line:
    return Line(child, owed, statuses()[owed.status], at(f"obligations:{owed.obligation_id}") if at else "")


@dataclass(frozen=True, kw_only=True)
class ChildrenPage(InspectionPage, template="inspections/children.html"):
    """Some of the children, by what they were narrowed down, and what may be done with those that are ticked."""

    page: Page[int]
    rows: list[dict[str, Any]]
    facets: list[tuple[by.Facet, list[by.Counted]]]
    narrowed: bool
    orders: dict[str, by.Order]
    order: str
    find: str
    kept: str
    links: list[Link]
    above: list[str]
    chosen: list[str]


@part_of(policies.inspects)
def children(request: HttpRequest, member: Member) -> HttpResponse:
    """Children by id, narrowed down and sorted as was asked for; no name anywhere."""
    newest, _ = book_of(member)
    found = by.asked_for(request.GET, newest.casebook, by.facets_of(member))
    page = Paginator(range(found.frame.height), A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    return show(request, ChildrenPage(
        inspection=member.inspection, page=page, rows=found.rows(page.start_index() - 1, page.end_index()),
        facets=found.facets, narrowed=any(one.chosen for _, counts in found.facets for one in counts),
        orders=by.ORDERS, order=request.GET.get("sort", "id"), find=request.GET.get("find", "").strip(),
        kept=kept.urlencode(), links=[link(member) for link in links.ON_CHILDREN],
        above=[show_part(request, member) for show_part in beside.ABOVE_CHILDREN],
        chosen=[show_part(request, member) for show_part in beside.WITH_CHOSEN],
    ))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ChildPage(InspectionPage, template="inspections/child.html"):
    """A child's chronology, and what stands above it."""

    child: str
    above: list[str]
    form: PartForm
    concerns: Iterable[Concern]
    shown: str


@dataclass(frozen=True, kw_only=True)
class ChildTools(InspectionPage, template="inspections/child_tools.html"):
    """How much of a chronology is shown, and what may be asked for."""

    child: str
    names: bool
    form: PartForm
    hidden: int
    restricted: bool
    may_see_restricted: bool


@part_of(policies.inspects)
def child(request: HttpRequest, member: Member, child: str) -> HttpResponse:
    """A child's joint chronology, masked until somebody asks for names or restricted entries, which is logged."""
    names, restricted = "names" in request.POST, "restricted" in request.POST
    story = read_child(member, child, names=names, restricted=restricted)
    form = PartForm(request.GET if PartForm.asks(request.GET) else None, story=story)
    part = form.of(story)
    tools = ChildTools(
        inspection=member.inspection, child=child, names=names, form=form,
        hidden=len(story.entries) - len(part.entries), restricted=restricted,
        may_see_restricted=bool(policies.sees_restricted(member)) and (restricted or keeps_back(story)),
    )  # fmt: skip
    around = pictures.Around(
        evidence_at=evidence_at(links.evidence_form(member)), said_of=beside.on_entries(request, member, child),
        tools=write(tools, request), day=form.cleaned_data.get("on") if form.is_bound else None,
        period=period_in(request.GET), period_at=period_at(request.GET),
    )  # fmt: skip
    return show(request, ChildPage(
        inspection=member.inspection, child=child, above=beside.above_child(request, member, child), form=form,
        concerns=concerns_of(member, child), shown=pictures.child_part(part, around),
    ))  # fmt: skip


@login_not_required
def pictures_css(request: HttpRequest) -> HttpResponse:
    """How pictures are styled; the same for everybody."""
    return HttpResponse(
        pictures.part_style(),
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": "max-age=3600"},
    )
