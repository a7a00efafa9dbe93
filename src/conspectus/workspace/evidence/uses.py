"""Where a piece of evidence is used, and where it leads: later apps know, and this one knows nothing of them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.urls import reverse

from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import inspects


class Use(NamedTuple):
    """One thing that rests on a piece of evidence, as this reader may see it."""

    what: str
    url: str
    says: str


class PublishedAt(NamedTuple):
    """Where a published sentence stands, and where everything of its area; empty where it names none."""

    report: str
    area: str


Kept = dict[str, Any]  # a published sentence as its evidence keeps it
Finder = Callable[[Member, Evidence], list[Use]]
FINDERS: list[Finder] = []  # filled by `config/wiring.py`
QUESTIONS_AT: list[Callable[[Evidence, str], str]] = []  # the page of a question to the agency of a piece
PUBLISHED_AT: list[Callable[[Kept], PublishedAt]] = []


def uses(member: Member, evidence: Evidence) -> list[Use]:
    """All of them, in the order in which they are wired."""
    return [use for finder in FINDERS for use in finder(member, evidence)]


def question_at(one: Evidence, question: str) -> str:
    """The page of a question that it bears on."""
    return next((find(one, question) for find in QUESTIONS_AT), "")


def published_at(one: Evidence) -> PublishedAt | None:
    """Where it was published; None of what was seen here."""
    return next((find(one.published) for find in PUBLISHED_AT), None) if one.published else None


def form_for(member: Member) -> str | None:
    """The form on which something becomes evidence; None for those who may not record it."""
    return reverse("new_evidence", args=[member.inspection_id]) if inspects(member) else None
