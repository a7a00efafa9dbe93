"""What one person waits for in an inspection: what, from whom, since when, as far as they may see it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse

from conspectus.definitions import agencies, frameworks
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.models import Inspection, Member, SentReturn
from conspectus.workspace.inspections.stages import Stage


class Awaited(NamedTuple):
    """Something that others are to do."""

    title: str
    whom: list[str]
    since: datetime | None  # None where nobody wrote down when it began
    url: str


AWAITED: list[Callable[[Member], Iterable[Awaited]]] = []  # what later apps know of


def awaited_by(member: Member) -> list[Awaited]:
    """All of it, in the order of the work."""
    found = [one for find in (_returns, *AWAITED) for one in find(member)]
    return [one for one in found if one.whom]


def began(inspection: Inspection, stage: Stage) -> datetime | None:
    """When the inspection last came to a stage."""
    return inspection.moves.filter(became=stage).order_by("-pk").values_list("at", flat=True).first()


def left_of(inspection: Inspection, there: Iterable[str]) -> list[str]:
    """Titles of the agencies that its framework looks at, without those that are there."""
    looked_at, gone = frameworks()[inspection.framework].looks_at, set(there)
    return [term.title for term in agencies().values() if term.id in looked_at and term.id not in gone]


def _returns(member: Member) -> Iterator[Awaited]:
    """To those who see every agency's return: those of whom none can be used yet."""
    one, sees = member.inspection, policies.sees_returns(member) and policies.of_agency(member, "")
    if not sees or not one.handled or one.now not in (Stage.NOTIFIED, Stage.RETURNS_IN):
        return
    usable = one.returns.filter(taken_out_at=None, state=SentReturn.State.USABLE)
    left = left_of(one, usable.order_by().values_list("agency", flat=True).distinct())
    if left:
        yield Awaited(
            "A return that can be used", left, began(one, Stage.NOTIFIED), reverse("returns", args=[one.pk])
        )
