"""Moderation: which cells to look at, and what was decided about each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from conspectus.definitions import CellKey, frameworks
from conspectus.pages import Context
from conspectus.terms import Agency
from conspectus.wording import level_word
from conspectus.workspace.audit.changes import last_change
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.meanwhile import Meant, Standing, decide
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer
from conspectus.workspace.judgments import actions
from conspectus.workspace.judgments.board import Told, told_of
from conspectus.workspace.judgments.judged import judged_at, rated_at
from conspectus.workspace.judgments.models import Moderation
from conspectus.workspace.judgments.moderating import Watched, watched
from conspectus.workspace.judgments.policies import moderates, moderating
from conspectus.workspace.ratings.access import once_finished
from conspectus.workspace.ratings.policies import rates
from conspectus.workspace.ratings.visibility import rates_alone
from conspectus.workspace.showing import show, write


@dataclass(frozen=True, kw_only=True)
class ModerationPage(InspectionPage, template="judgments/moderation.html"):
    """The cells to look at."""

    cells: list[Watched]
    told: Told
    moderating: Answer
    moderates: Answer


@part_of(policies.judges)
@once_finished
def moderation(request: HttpRequest, member: Member) -> HttpResponse:
    """Cells in the order in which to look at them."""
    one = member.inspection
    framework = frameworks()[one.framework]
    seal = last_change(one.pk)
    result, _ = judged_at(one, seal)
    return show(request, ModerationPage(
        inspection=one, cells=watched(member, framework, result),
        told=told_of(result.overall, result, rated_at(one, seal)),
        moderating=moderating(member), moderates=moderates(member),
    ))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ModerationPanel(Context, template="judgments/panel.html"):
    """What was moderated of one cell, the question that is open, and what its reader may do."""

    inspection: Inspection
    key: CellKey
    found: list[Moderation]
    asked: Moderation | None
    moderates: Answer | None  # None out of the stage
    answers: Answer | None  # None where nothing is asked
    seen: str


def panel(request: HttpRequest, member: Member, key: CellKey) -> SafeString | None:
    """What was moderated, and the forms for it, on the page of a cell."""
    one = member.inspection
    if rates_alone(member):
        return None
    found = list(
        one.moderations.filter(criterion=key.criterion, agency=key.agency).select_related(
            "by", "answered_by", "settled_by"
        )
    )
    at_work = bool(moderating(member))
    asked = next((decided for decided in found if decided.open), None)
    may_moderate = moderates(member) if at_work else None
    may_answer = rates(member, key) if at_work and asked is not None else None
    if not found and not may_moderate:
        return None
    return write(ModerationPanel(
        inspection=one, key=key, found=found, asked=asked, moderates=may_moderate, answers=may_answer,
        seen=_seen(member, key, asked).mark if may_moderate or may_answer else "",
    ), request)  # fmt: skip


@require_POST
@part_of(policies.anyone)
def ask(request: HttpRequest, member: Member, criterion: str, agency: str) -> HttpResponse:
    """Return it to its raters."""
    key = _key(member, criterion, agency)
    question = request.POST.get("question", "")
    return _done(request, member, key, lambda: actions.ask(
        inspection=member.inspection, cell=key, question=question, by=member.person
    ))  # fmt: skip


@require_POST
@part_of(moderates)
def accept(request: HttpRequest, member: Member, criterion: str, agency: str) -> HttpResponse:
    """It stands."""
    key = _key(member, criterion, agency)
    note = request.POST.get("note", "")
    return _decided(request, member, key, lambda: actions.accept(
        inspection=member.inspection, cell=key, note=note, by=member.person
    ), {"Why it stands": note})  # fmt: skip


def _decided(
    request: HttpRequest, member: Member, key: CellKey, act: Callable[[], object], mine: dict[str, str]
) -> HttpResponse:
    """Done if the cell stands as its reader saw it; `mine` is what is meant beside what stands."""
    return _done(
        request,
        member,
        key,
        lambda: decide(
            request,
            member,
            act,
            standing=lambda: _standing(member, key),
            meant=Meant(
                what=str(key),
                mine={**_standing(member, key).says, **mine},
                back=reverse("cell", args=[member.inspection_id, key.criterion, key.agency]),
            ),
        ),
    )


def _standing(member: Member, key: CellKey) -> Standing:
    """What is moderated, as it now is."""
    asked = member.inspection.moderations.filter(
        criterion=key.criterion, agency=key.agency, decision=Moderation.Decision.ASKED, settled_at=None
    )
    return _seen(member, key, asked.first())


def _seen(member: Member, key: CellKey, asked: Moderation | None) -> Standing:
    """The ratings of a cell, and the question to its raters with its answer."""
    rated = member.inspection.ratings.filter(criterion=key.criterion, agency=key.agency)
    says = {
        f"{one.get_stage_display()}, {one.by.name}": f"{level_word(one.level)}: {one.rationale}"
        for one in rated.select_related("by").order_by("pk")
    }
    return Standing(says | ({"Question": asked.note, "Answer": asked.answer} if asked else {}))


@require_POST
@part_of(policies.judges)
def answer(request: HttpRequest, member: Member, criterion: str, agency: str) -> HttpResponse:
    """The raters' answer."""
    key = _key(member, criterion, agency)
    policies.must(rates, member, key)  # before what others gave is shown beside it
    text = request.POST.get("answer", "")
    return _decided(request, member, key, lambda: actions.answer(
        inspection=member.inspection, cell=key, text=text, by=member.person
    ), {"Answer": text})  # fmt: skip


def _key(member: Member, criterion: str, agency: str) -> CellKey:
    framework = frameworks()[member.inspection.framework]
    if agency not in framework.leads or CellKey(criterion, Agency(agency)) not in framework.cells():
        raise Http404
    return CellKey(criterion, Agency(agency))


def _done(request: HttpRequest, member: Member, key: CellKey, act: Callable[[], object]) -> HttpResponse:
    return done(request, act, "cell", member.inspection_id, key.criterion, key.agency)
