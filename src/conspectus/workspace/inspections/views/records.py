"""What the agencies' records show together: builds, the picture by agency, children."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from conspectus import pictures
from conspectus.letter.disclosure import few, hidden
from conspectus.plain import percent
from conspectus.records.casebook import DutyFigure, Owed
from conspectus.records.pipeline import STEPS
from conspectus.terms import Status
from conspectus.wording import Word, statuses
from conspectus.workspace.inspections import actions, building, links, policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.casebooks import (
    Children,
    Obligations,
    evidence_at,
    newest_returns,
    picture_shown,
)
from conspectus.workspace.inspections.forms import PartForm
from conspectus.workspace.inspections.links import Link
from conspectus.workspace.inspections.models import Build, Concern, Member, SentReturn
from conspectus.workspace.inspections.page import InspectionPage
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
from conspectus.workspace.showing import show

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
    """Some of the children, and what was looked for in their ids."""

    page: Page[dict[str, object]]
    find: str
    kept: str
    links: list[Link]


@part_of(policies.inspects)
def children(request: HttpRequest, member: Member) -> HttpResponse:
    """Children to read first, then all, by id; no name anywhere."""
    _, book = book_of(member)
    wanted = request.GET.get("find", "").strip()
    page = Paginator(Children(book, wanted), A_PAGE).get_page(request.GET.get("page"))
    kept = urlencode({"find": wanted}) if wanted else ""
    leads = [link(member) for link in links.ON_CHILDREN]
    return show(
        request, ChildrenPage(inspection=member.inspection, page=page, find=wanted, kept=kept, links=leads)
    )


@dataclass(frozen=True, kw_only=True)
class ChildPage(InspectionPage, template="inspections/child.html"):
    """A child's chronology, and how much of it is shown."""

    child: str
    names: bool
    form: PartForm
    hidden: int
    restricted: bool
    concerns: Iterable[Concern]
    may_see_restricted: bool
    shown: str


@part_of(policies.inspects)
def child(request: HttpRequest, member: Member, child: str) -> HttpResponse:
    """A child's joint chronology, masked until somebody asks for names or restricted entries, which is logged."""
    names, restricted = "names" in request.POST, "restricted" in request.POST
    story = read_child(member, child, names=names, restricted=restricted)
    form = PartForm(request.GET or None, story=story)
    part, day = form.of(story), form.cleaned_data.get("on") if form.is_bound else None
    return show(request, ChildPage(
        inspection=member.inspection, child=child, names=names, form=form,
        hidden=len(story.entries) - len(part.entries), restricted=restricted,
        concerns=concerns_of(member, child),
        may_see_restricted=bool(policies.sees_restricted(member)) and (restricted or keeps_back(story)),
        shown=pictures.child_part(part, evidence_at=evidence_at(links.evidence_form(member)), day=day),
    ))  # fmt: skip


@login_not_required
def pictures_css(request: HttpRequest) -> HttpResponse:
    """How pictures are styled; the same for everybody."""
    return HttpResponse(
        pictures.part_style(),
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": "max-age=3600"},
    )
