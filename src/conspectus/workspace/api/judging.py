"""Evidence, ratings and the judgment, as JSON."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.errors import HttpError

from conspectus.judgment import Judgment
from conspectus.workspace.api import shapes
from conspectus.workspace.api.access import part_in
from conspectus.workspace.api.asking import ANSWERS, Count, Id, Offset
from conspectus.workspace.evidence.models import Document, Evidence
from conspectus.workspace.evidence.visibility import citation_for
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.casebooks import last_built
from conspectus.workspace.judgments.judged import judged_beside
from conspectus.workspace.ratings.access import WAITS
from conspectus.workspace.ratings.models import Rating
from conspectus.workspace.ratings.visibility import finished_in, rates_alone, visible

router = Router(tags=["judgment"])


@router.get("/evidence", response={200: shapes.EvidencesOut, **ANSWERS})
def evidence(request: HttpRequest, inspection: Id, limit: Count = 100, offset: Offset = 0) -> dict[str, Any]:
    """What was seen, by number; what a piece cites is told of each alone."""
    found = part_in(request, inspection, policies.inspects).inspection.evidence.all()
    return {"count": found.count(), "items": [_piece(one) for one in found[offset : offset + limit]]}


@router.get("/evidence/{number}", response={200: shapes.CitingEvidenceOut, **ANSWERS})
def piece(request: HttpRequest, inspection: Id, number: Id) -> dict[str, Any]:
    """One piece with what it cites as it stood, unless that is restricted and not for this reader."""
    member = part_in(request, inspection, policies.inspects)
    one = get_object_or_404(member.inspection.evidence.whole(), pk=number)
    hidden = citation_for(member, one, last_built(member.inspection)).hidden
    cites = ("source", "found", "comment")
    shown = {name: None if hidden else getattr(one, name) for name in cites}
    documents = [_document(kept) for kept in one.documents.all()]
    return {**_piece(one), **shown, "hidden": hidden, "documents": documents}


def _piece(one: Evidence) -> dict[str, Any]:
    names = ("id", "code", "kind", "agency", "criteria", "bearing", "seen", "content_hash", "at")
    return {name: getattr(one, name) for name in names}


def _document(kept: Document) -> dict[str, Any]:
    return {name: getattr(kept, name) for name in ("id", "name", "media_type", "size", "sha256", "scan")}


@router.get("/ratings", response={200: list[shapes.RatingOut], **ANSWERS})
def ratings(request: HttpRequest, inspection: Id) -> list[dict[str, Any]]:
    """Those ratings that this person may see: whoever still rates alone sees no other, consolidated or not."""
    member = part_in(request, inspection, policies.inspects)
    found = member.inspection.ratings.prefetch_related("evidence")
    return [_rating(one) for one in visible(member, found, finished_in(member))]


def _rating(one: Rating) -> dict[str, Any]:
    names = ("id", "criterion", "agency", "stage", "level", "inspectorate", "rationale", "at")
    rests_on = [piece.code for piece in one.evidence.all()]
    return {**{name: getattr(one, name) for name in names}, "evidence": rests_on}


@router.get("/judgment", response={200: Judgment, **ANSWERS})
def judgment(request: HttpRequest, inspection: Id) -> Judgment:
    """What the rules make of the ratings, with the whole derivation, as `conspectus judge` writes it.

    Whoever still rates alone is answered 403, and told why.
    """
    member = part_in(request, inspection, policies.judges)
    if rates_alone(member):
        raise HttpError(403, WAITS)
    return judged_beside(member.inspection)[0]
