"""What the agencies' records show together, as JSON."""

from typing import Annotated, Any

from django.db.models import F
from django.http import HttpRequest
from ninja import Path, Router

from conspectus.records.casebook import ChildChronology, Picture
from conspectus.workspace.api import shapes
from conspectus.workspace.api.access import part_in
from conspectus.workspace.api.asking import ANSWERS, Count, Id, Offset, Words
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.casebooks import Children
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.shown import book_of, read_child, read_picture
from conspectus.workspace.inspections.totals import Totals
from conspectus.workspace.linking.models import LinkQuestion
from conspectus.workspace.linking.policies import blind, sees
from conspectus.workspace.linking.visibility import log_restricted
from conspectus.workspace.sampling import policies as sampling

router = Router(tags=["records"])
ChildId = Annotated[str, Path(max_length=40, pattern=r"^[A-Za-z0-9-]+$")]


@router.get("/picture", response={200: Picture | Totals, **ANSWERS})
def picture(request: HttpRequest, inspection: Id) -> Picture | Totals:
    """The picture by agency, as `conspectus show --format json` gives it; reading it is logged.

    An observer's program is told totals alone, without a child or a small number.
    """
    return read_picture(part_in(request, inspection, policies.sees_picture))[1]


@router.get("/children", response={200: shapes.ChildrenOut, **ANSWERS})
def children(
    request: HttpRequest, inspection: Id, find: Words = "", limit: Count = 100, offset: Offset = 0
) -> dict[str, Any]:
    """Children by id, without a name; `find` is a part of an id."""
    found = Children(book_of(part_in(request, inspection, policies.inspects))[1], find)
    return {"count": len(found), "items": found[offset : offset + limit]}


@router.get("/children/{child}", response={200: ChildChronology, **ANSWERS})
def child(
    request: HttpRequest, inspection: Id, child: ChildId, names: bool = False, restricted: bool = False
) -> ChildChronology:
    """A child's joint chronology; names and restricted entries are masked unless asked for, and either is logged.

    Restricted entries are for the roles that the inspection names: others who ask for them are refused.
    """
    policy = policies.inspects_restricted if restricted else policies.inspects
    return read_child(part_in(request, inspection, policy), child, names=names, restricted=restricted)


@router.get("/links", response={200: shapes.LinksOut, **ANSWERS})
def links(request: HttpRequest, inspection: Id, limit: Count = 100, offset: Offset = 0) -> dict[str, Any]:
    """Link questions, the most doubtful first, and what was decided; what anybody answered is on pages alone.

    A question that this person could still answer comes without its probability.
    """
    member = part_in(request, inspection, sees)
    found = LinkQuestion.objects.visible_to(member).order_by(F("place").asc(nulls_last=True), "pk")
    some = list(found.prefetch_related("decisions")[offset : offset + limit])
    log_restricted(member, some)
    answered = set(LinkQuestion.objects.answered_by(member))
    return {"count": found.count(), "items": [_link(member, one, one.pk in answered) for one in some]}


def _link(member: Member, one: LinkQuestion, answered: bool) -> dict[str, Any]:
    names = (
        "id", "sender_a", "person_id_a", "sender_b", "person_id_b", "place", "probability", "reason", "state",
    )  # fmt: skip
    unsaid = blind(member, is_open=one.state == LinkQuestion.State.OPEN, answered=answered)
    stands = [decision for decision in one.decisions.all() if decision.taken_back_at is None]
    decided = {"decision": stands[0].word, "decided_at": stands[0].at} if stands else {}
    return {**{name: getattr(one, name) for name in names}, "decision": None, "decided_at": None, **decided,
            **({"probability": None} if unsaid else {})}  # fmt: skip


@router.get("/tracked", response={200: list[shapes.TrackedOut], **ANSWERS})
def tracked(request: HttpRequest, inspection: Id) -> list[dict[str, Any]]:
    """The children looked at in depth, why each and by what chance; those no longer tracked with the reason."""
    member = part_in(request, inspection, sampling.sees)
    names = ("place", "child", "stratum", "reason", "chance", "agencies", "at", "left_at", "left_why")
    return [{name: getattr(one, name) for name in names} for one in member.inspection.tracked.all()]
