"""One cell of the matrix: what was seen beside the levels, and what its reader may do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib import messages
from django.forms.boundfield import BoundWidget
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from conspectus.definitions import CellKey, Criterion, agencies, frameworks
from conspectus.errors import ConspectusError
from conspectus.plain import clock
from conspectus.terms import Agency, Bearing, Stage
from conspectus.workspace.evidence.history import Change, changes
from conspectus.workspace.evidence.models import PUBLISHED, Evidence
from conspectus.workspace.evidence.visibility import as_listed
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.meanwhile import SEEN, Changed, Meant, Standing, carry, decide, remember
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer
from conspectus.workspace.ratings import actions, stages
from conspectus.workspace.ratings.cells import counted, leave_for, said_of_themselves
from conspectus.workspace.ratings.forms import RatingForm, ReasonedRatingForm
from conspectus.workspace.ratings.models import AgencyAnswer, Dissent, Leave, Rating, RatingDraft
from conspectus.workspace.ratings.policies import drafts, rates
from conspectus.workspace.ratings.progress import Progress, progress
from conspectus.workspace.ratings.visibility import finished_in, still_alone, visible
from conspectus.workspace.showing import show

Panel = Callable[[HttpRequest, Member, CellKey], SafeString | None]
PANELS: list[Panel] = []  # what later apps show on the page of a cell
SAVED = "saved"  # in an address: the cell that was saved just before


class Side(NamedTuple):
    """The evidence that speaks for or against, each piece with its box to tick where there is a form."""

    title: str
    colour: str
    pieces: list[tuple[Evidence, BoundWidget | None]]


@dataclass(frozen=True, kw_only=True)
class CellPage(InspectionPage, template="ratings/cell.html"):
    """One question to one agency, as its reader may see it, and what they may do."""

    key: CellKey
    asks: str
    led_by: str
    form: RatingForm | None
    draft: RatingDraft | None
    shown: list[Rating]
    alone: bool
    sides: list[Side]
    ticked: int  # pieces of evidence
    many: int
    good: list[Evidence]
    may_dissent: bool
    own: list[AgencyAnswer]
    own_counts: list[tuple[str, int]]
    levels: list[str]
    dissents: list[Dissent]
    leave: Leave | None
    unrated: bool
    may_give_leave: Answer
    may_rate: Answer
    panels: list[SafeString]
    progress: Progress | None
    next: CellKey | None
    saved: Rating | None


class At(NamedTuple):
    """The cell as one person finds it."""

    member: Member
    key: CellKey
    finished: set[int]
    found: list[Rating]
    evidence: list[Evidence]

    @property
    def alone(self) -> bool:
        """Whether this person still rates alone."""
        return self.member.person_id not in self.finished

    @property
    def stage(self) -> Stage:
        """Which rating theirs would be."""
        return Stage.INDEPENDENT if self.alone else Stage.CONSOLIDATED

    @property
    def bearing(self) -> list[Evidence]:
        """Whatever a rating may rest on."""
        return [one for one in self.evidence if one.kind != PUBLISHED]

    @property
    def unrated(self) -> bool:
        """Whether nobody has rated it alone."""
        return not any(one.stage == Stage.INDEPENDENT for one in self.found)


@part_of(policies.inspects)
def cell(request: HttpRequest, member: Member, criterion: str, agency: str) -> HttpResponse:
    """One question to one agency: what was seen, who rated how, and a form for those who may."""
    key = _key(member, criterion, agency)
    at = At(member, key, finished_in(member), _rated(member, key), _evidence(member, key))
    leave = leave_for(member.inspection, key) if at.unrated else None
    at_work = bool(drafts(member, key)) and bool(at.alone or leave or not at.unrated)
    form, draft = _form(request, at) if at_work else (None, None)
    if request.method == "POST":
        answer = _answered(request, at, form)
        if answer is not None:
            return answer
        draft = _draft(at) if form else None
    return show(request, _page(request, at, form, draft, leave))


def _rated(member: Member, key: CellKey) -> list[Rating]:
    found = member.inspection.ratings.filter(criterion=key.criterion, agency=key.agency)
    return list(found.select_related("by").prefetch_related("evidence"))


def _evidence(member: Member, key: CellKey) -> list[Evidence]:
    found = member.inspection.evidence.filter(agency=key.agency).about(key.criterion)
    return as_listed(found, member.inspection)


def _answered(request: HttpRequest, at: At, form: RatingForm | None) -> HttpResponse | None:
    """What was sent is saved, or kept as a draft; None where the page is shown again."""
    by_itself = "application/json" in request.headers.get("Accept", "")
    if form is None:
        says = "It can be rated no more: copy your words before you leave the page."
        return JsonResponse({"says": says}, status=409) if by_itself else None
    if request.POST.get("keep") == "nothing":
        actions.throw_away(member=at.member, cell=at.key, stage=at.stage, by=at.member.person)
        return redirect(request.path)
    if "keep" in request.POST:
        _keep(request, at)
        if by_itself:
            return JsonResponse({"saved": clock(timezone.localtime())})
        messages.success(request, "Kept as a draft, for you alone: it is no rating until you save it.")
        return redirect(request.path)
    if form.is_valid() and _saved(request, form, at):
        return redirect(_onwards(at))
    _keep(request, at)
    return None


def _onwards(at: At) -> str:
    """The next open question of theirs; the matrix where there is none."""
    come = progress(at.member, at.finished, after=at.key)
    to = come.next if come else None
    if to is None:
        return reverse("ratings", args=[at.member.inspection_id])
    return f"{reverse('cell', args=[at.member.inspection_id, *to])}?{SAVED}={at.key}"


def _keep(request: HttpRequest, at: At) -> None:
    """What was sent, as a draft; nothing where it says what stands, or says nothing."""
    known, may_be = (
        {str(one.pk) for one in at.bearing},
        actions.levels(frameworks()[at.member.inspection.framework]),
    )
    level, why = request.POST.get("level", ""), request.POST.get("rationale", "").replace("\r\n", "\n")
    begun = actions.Begun(
        level=level if level in may_be else "", rationale=why,
        evidence=sorted(known.intersection(request.POST.getlist("evidence"))),
        saw=request.POST.get(SEEN, "")[:16],
    )  # fmt: skip
    stands = _standing(_rated(at.member, at.key), at).says
    says = {"level": begun.level, "rationale": begun.rationale.strip(), "evidence": begun.evidence}
    said_by_whom: dict[str, Any] = {
        "member": at.member,
        "cell": at.key,
        "stage": at.stage,
        "by": at.member.person,
    }
    if says == stands or not (begun.level or begun.rationale.strip()):
        actions.throw_away(**said_by_whom)
    else:
        actions.keep_draft(**said_by_whom, begun=begun)


def _page(
    request: HttpRequest, at: At, form: RatingForm | None, draft: RatingDraft | None, leave: Leave | None
) -> CellPage:
    member, key, rates_here = at.member, at.key, rates(at.member, at.key)
    framework = frameworks()[member.inspection.framework]
    own = said_of_themselves(member.inspection, key).get(key, [])
    waits = still_alone(member, at.finished)
    come = progress(member, at.finished, after=key) if rates_here else None
    return CellPage(
        inspection=member.inspection, key=key, form=form, draft=draft, asks=framework.criteria[key.criterion].asks,
        led_by=framework.leaders[framework.leads[key.agency]],
        shown=[one for one in visible(member, at.found, at.finished) if form is None or not at.alone],
        alone=at.alone, sides=_sides(at.bearing, form), ticked=_ticked(form), many=len(at.bearing),
        good=[one for one in at.evidence if one.kind == PUBLISHED], may_dissent=not at.alone and bool(rates_here),
        own=own, own_counts=counted(own, framework.scale), levels=list(reversed(framework.scale)),
        dissents=[] if waits else _dissents(member, key), leave=leave,
        unrated=at.unrated and not waits and stages.rating(member.inspection),
        may_give_leave=policies.leads(member), may_rate=drafts(member, key),
        panels=[panel for finder in PANELS if (panel := finder(request, member, key))],
        progress=come, next=come.without(key) if come else None, saved=_just_saved(request, at),
    )  # fmt: skip


def _sides(bearing: list[Evidence], form: RatingForm | None) -> list[Side]:
    boxes = {box.data["value"]: box for box in form["evidence"]} if form else {}
    return [
        Side(title, colour, [(one, boxes.get(str(one.pk))) for one in bearing if one.bearing == word])
        for word, title, colour in ((Bearing.FOR, "For", "green"), (Bearing.AGAINST, "Against", "orange"))
    ]


def _ticked(form: RatingForm | None) -> int:
    """On how many pieces the rating would rest if it were saved as the page opens."""
    known = {word for word, _ in form.fields["evidence"].choices} if form else set()  # type: ignore[attr-defined]
    return len(known.intersection(map(str, form["evidence"].value() or ()))) if form else 0


def _just_saved(request: HttpRequest, at: At) -> Rating | None:
    """One's own rating that was saved before this page opened, so that a slip is seen at once."""
    criterion, _, agency = request.GET.get(SAVED, "").partition("/")
    if not agency:
        return None
    found = at.member.inspection.ratings.filter(criterion=criterion, agency=agency, by=at.member.person)
    return found.filter(stage=at.stage).first()


def _draft(at: At) -> RatingDraft | None:
    found = at.member.inspection.rating_drafts.filter(by=at.member.person, stage=at.stage)
    return found.filter(criterion=at.key.criterion, agency=at.key.agency).first()


def _form(request: HttpRequest, at: At) -> tuple[RatingForm, RatingDraft | None]:
    """Filled in by one's draft; else by what stands; else all that bears on the question is ticked."""
    now, draft = _standing(at.found, at), _draft(at) if request.method == "GET" else None
    fresh = {"evidence": [str(one.pk) for one in at.bearing]}
    form = (RatingForm if at.alone else ReasonedRatingForm)(
        request.POST or None, framework=frameworks()[at.member.inspection.framework], bearing=at.bearing,
        initial=draft.says if draft else now.says or fresh,
    )  # fmt: skip
    remember(request, form, now)
    if draft:
        carry(form, draft.saw)  # whoever saved since then is not passed over
    return form, draft


def _standing(rated: list[Rating], at: At) -> Standing:
    """The rating that this person would save over: their own, or the inspectorate's."""
    mine = [
        one for one in rated if one.stage == at.stage and (not at.alone or one.by_id == at.member.person_id)
    ]
    if not mine:
        return Standing({})
    before = mine[0]
    rests_on = sorted(str(one.pk) for one in before.evidence.all())
    says = {"level": before.level, "rationale": before.rationale, "evidence": rests_on}
    return Standing(says, before.by.name, before.at)


def _saved(request: HttpRequest, form: RatingForm, at: At) -> bool:
    given, member = form.cleaned_data, at.member
    chosen = member.inspection.evidence.filter(pk__in=given["evidence"])
    act = actions.rate if at.alone else actions.consolidate
    try:
        decide(
            request,
            member,
            lambda: act(
                member=member,
                cell=at.key,
                level=given["level"],
                rationale=given["rationale"],
                evidence=chosen,
                by=member.person,
            ),
            standing=lambda: _standing(_rated(member, at.key), at),
            meant=Meant(
                form=form,
                back=request.path,
                what=f"Rating of {question(member, at.key)}",
                shown=("level", "rationale", "evidence"),
            ),
        )
    except Changed:
        _keep(request, at)
        raise
    except ConspectusError as error:
        form.add_error("level", str(error))
        return False
    return True


def question(member: Member, key: CellKey) -> str:
    """A cell in words: the agency, and what is asked of it."""
    asked: Criterion = frameworks()[member.inspection.framework].criteria[key.criterion]
    return f"{agencies()[key.agency].title}: {asked.asks.rstrip('.')}"


def _key(member: Member, criterion: str, agency: str) -> CellKey:
    framework = frameworks()[member.inspection.framework]
    if agency not in framework.leads or CellKey(criterion, Agency(agency)) not in framework.cells():
        raise Http404
    return CellKey(criterion, Agency(agency))


def _dissents(member: Member, key: CellKey) -> list[Dissent]:
    return list(member.inspection.dissents.filter(target=str(key)).select_related("by"))


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
    key = _key(member, criterion, agency)
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
    return show(request, HistoryPage(inspection=member.inspection, title=question(member, key), parts=parts))
