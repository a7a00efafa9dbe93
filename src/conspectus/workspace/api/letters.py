"""The letter, what agencies say of it, and what the area does about it, as JSON."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from conspectus.letter import Letter
from conspectus.workspace.api import shapes
from conspectus.workspace.api.access import part_in
from conspectus.workspace.api.asking import ANSWERS, Id
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.letters.editions import read, signings
from conspectus.workspace.letters.models import Comment, Edition, PlannedAction, StatementOfAction
from conspectus.workspace.letters.policies import reads_editions, takes_part_after
from conspectus.workspace.letters.visibility import comments_for, editions_for, opened_by

router = Router(tags=["letter"])


@router.get("/letter", response={200: Letter, **ANSWERS})
def letter(request: HttpRequest, inspection: Id) -> Letter:
    """The newest edition, as `conspectus verify` takes it; opening it is logged."""
    member = part_in(request, inspection, reads_editions)
    found = editions_for(member)
    if not found:
        raise Http404
    return read(opened_by(member, found[0]))


@router.get("/letter/editions", response={200: list[shapes.EditionOut], **ANSWERS})
def editions(request: HttpRequest, inspection: Id) -> list[dict[str, Any]]:
    """Each edition that was made, the newest first, and who has signed it; to agencies' contacts the newest alone."""
    member = part_in(request, inspection, reads_editions)
    return [_edition(member, one) for one in editions_for(member)]


def _edition(member: Member, one: Edition) -> dict[str, Any]:
    one.inspection = member.inspection
    names = ("number", "sha256", "at", "publish_at", "published_at")
    made = [signing.signature for signing in signings(one) if signing.signature]
    signed = [{"inspectorate": each.inspectorate, "at": each.at} for each in made]
    return {**{name: getattr(one, name) for name in names}, "signatures": signed}


@router.get("/letter/comments", response={200: list[shapes.CommentOut], **ANSWERS})
def comments(request: HttpRequest, inspection: Id) -> list[dict[str, Any]]:
    """What agencies say is not accurate, line by line; an agency's contact sees its own comments alone."""
    return [_comment(one) for one in comments_for(part_in(request, inspection, reads_editions))]


def _comment(one: Comment) -> dict[str, Any]:
    names = ("id", "agency", "statement", "says", "at", "answer", "why", "answered_at")
    return {**{name: getattr(one, name) for name in names}, "edition": one.edition.number}


@router.get("/statement-of-action", response={200: shapes.StatementOut, **ANSWERS})
def statement_of_action(request: HttpRequest, inspection: Id) -> dict[str, Any]:
    """What each agency will do about the letter, by when, and what follow-up found."""
    member = part_in(request, inspection, takes_part_after)
    found = get_object_or_404(StatementOfAction, inspection=member.inspection)
    planned = [_planned(one) for one in found.actions.all()]
    return {"principal": found.principal, "due": found.due, "sent_at": found.sent_at, "actions": planned}


def _planned(one: PlannedAction) -> dict[str, Any]:
    names = ("id", "answers", "agency", "what", "by_when", "known_by", "found", "found_note", "found_at")
    return {name: getattr(one, name) for name in names}
