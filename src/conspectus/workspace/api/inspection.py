"""An inspection, who takes part, the agencies' returns, the casebooks, and the log."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router

from conspectus.workspace.api import shapes
from conspectus.workspace.api.access import part_in
from conspectus.workspace.api.asking import ANSWERS, Count, Id, Offset
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.models import Build, Concern, Member, SentReturn
from conspectus.workspace.inspections.shown import (
    as_told,
    names_in,
    open_and_raised,
    read_concern,
    read_log,
    read_return,
    returns_of,
)

router = Router(tags=["inspection"])


@router.get("", response={200: shapes.InspectionOut, **ANSWERS})
def inspection(request: HttpRequest, inspection: Id) -> dict[str, Any]:
    """One inspection, how far it is, and the part of whoever asks."""
    member = part_in(request, inspection, policies.anyone)
    one = member.inspection
    told = {
        name: getattr(one, name) for name in ("id", "title", "area", "nation", "framework", "theme", "stage")
    }
    if policies.leads(member):
        told |= {name: getattr(one, name) for name in ("lawful_basis", "keep_until", "restricted_to")}
    return {**told, "your_role": member.role, "your_agency": member.agency}


@router.get("/people", response={200: list[shapes.PersonOut], **ANSWERS})
def people(request: HttpRequest, inspection: Id) -> list[dict[str, Any]]:
    """Who takes part in it, for those who lead."""
    members = part_in(request, inspection, policies.leads).inspection.members.select_related("person")
    return [_person(member) for member in members]


def _person(member: Member) -> dict[str, Any]:
    own = {name: getattr(member, name) for name in ("id", "role", "inspectorate", "agency")}
    return {**own, "name": member.person.name, "email": member.person.email}


@router.get("/returns", response={200: list[shapes.ReturnOut], **ANSWERS})
def returns(request: HttpRequest, inspection: Id) -> "QuerySet[SentReturn]":
    """Agencies' returns, each version; an agency contact has its own agency's."""
    return returns_of(part_in(request, inspection, policies.sees_returns))


@router.get("/returns/{number}", response={200: shapes.CheckedReturnOut, **ANSWERS})
def one_return(request: HttpRequest, inspection: Id, number: Id, restricted: bool = False) -> dict[str, Any]:
    """One return with every issue that checking found; reading it is logged.

    What stands in restricted rows is kept back, but from the agency's own contact. Roles that the inspection names
    are told it on asking, which is logged; others who ask are refused.
    """
    member = part_in(request, inspection, policies.sees_returns)
    sent, report = read_return(member, number, restricted=restricted)
    told = {name: getattr(sent, name) for name in shapes.CheckedReturnOut.model_fields if name != "report"}
    return {**told, "report": report.model_dump(mode="json", by_alias=True) if report else None}


@router.get("/builds", response={200: list[shapes.BuildOut], **ANSWERS})
def builds(request: HttpRequest, inspection: Id) -> "QuerySet[Build]":
    """Casebooks, the newest first."""
    return part_in(request, inspection, policies.runs_records).inspection.builds.all()


@router.get("/concerns", response={200: list[shapes.ConcernOut], **ANSWERS})
def concerns(request: HttpRequest, inspection: Id) -> list[dict[str, Any]]:
    """Children at immediate risk whom nobody has taken in hand, for those who must act; reading is logged.

    Whoever raised one has it here afterwards, too, with what was done. An agency's contact is told its own numbers.
    """
    member = part_in(request, inspection, policies.anyone)
    waiting, raised = open_and_raised(member)
    found = {concern.pk: concern for concern in (*waiting, *raised)}
    return [_concern(member, found[number]) for number in sorted(found)]


def _concern(member: Member, one: Concern) -> dict[str, Any]:
    names = ("id", "reference", "agency", "says", "at", "acknowledged_at", "escalated_at")
    child = one.child if policies.inspects(member) else None
    own = [{"sender": sender, "person_id": number} for sender, number in read_concern(member, one)]
    done = [{"says": step.says, "at": step.at} for step in one.steps.all()]
    untold = [person.name for person in one.untold.all()]
    told = {name: getattr(one, name) for name in names} | {"child": child, "untold": untold}
    return {**told, "own_records": own, "done": done}


@router.get("/log", response={200: shapes.LogOut, **ANSWERS})
def log(
    request: HttpRequest, inspection: Id, reading: bool = False, limit: Count = 100, offset: Offset = 0
) -> dict[str, Any]:
    """What was done, by number, with `reading` what was read, too; reading it is logged."""
    member = part_in(request, inspection, policies.sees_log)
    found = read_log(member, reading=reading)
    rows = list(found[offset : offset + limit])
    names, told = names_in(rows), as_told(member)
    items = [
        shapes.EntryOut.model_validate(told(row)).model_copy(update={"by": names.get(row.actor, "")})
        for row in rows
    ]
    return {"count": found.count(), "items": items}
