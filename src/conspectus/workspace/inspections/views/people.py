"""Who takes part in an inspection."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from conspectus.errors import ConspectusError
from conspectus.workspace.inspections import actions, policies, roles
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.forms import PersonForm
from conspectus.workspace.inspections.models import Invitation, Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.people import PeopleSearch, holding
from conspectus.workspace.inspections.roles import ROLES, Described, Role
from conspectus.workspace.inspections.several import SeveralForm
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class PeoplePage(InspectionPage, template="inspections/people.html"):
    """Who takes part; links that were just made, where they are not sent by e-mail."""

    rows: list[tuple[Member, Invitation | None]]
    form: PersonForm
    several: SeveralForm
    search: PeopleSearch
    many: int
    roles: Iterable[Described]
    links: list[dict[str, str]]


@part_of(policies.leads)
def people(request: HttpRequest, member: Member) -> HttpResponse:
    """Everybody with their part, and forms to add one or several."""
    together = "lines" in request.POST
    form = PersonForm(None if together else request.POST or None)
    several = SeveralForm(request.POST if together else None)
    if request.method == "POST" and _taken_in(request, member, several if together else form):
        return redirect("people", member.inspection_id)
    search = PeopleSearch(request.GET, part=list(roles.CHOICES))
    every = _rows(member, search.words)
    return show(request, PeoplePage(
        inspection=member.inspection, rows=[row for row in every if search.wants(row[0])], form=form,
        several=several, search=search, many=member.inspection.members.count(), roles=ROLES.values(),
        links=request.session.pop("links", []),
    ))  # fmt: skip


def _taken_in(request: HttpRequest, member: Member, form: PersonForm | SeveralForm) -> bool:
    """Whether everybody of the form takes part now; nobody of it does where anything stands against one."""
    if not form.is_valid():
        return False
    several = isinstance(form, SeveralForm)
    try:
        with transaction.atomic():
            given = form.cleaned_data["lines"] if several else [form.cleaned_data]
            added = [_add(request, member, one) for one in given]
    except ConspectusError as error:
        form.add_error("lines" if several else "email", str(error))
        return False
    for other, link in added:
        _tell(request, other, link)
    return True


def _add(request: HttpRequest, member: Member, given: dict[str, Any]) -> tuple[Member, str]:
    """A part for somebody, and a link where they cannot sign in yet."""
    added = actions.add_person(
        inspection=member.inspection, email=given["email"], name=given["name"], by=member.person,
        given=actions.Appointment(
            role=Role(given["role"]), inspectorate=given["inspectorate"], agency=given["agency"]
        ),
    )  # fmt: skip
    comes = added.person.taken_up or added.person.memberships.count() > 1
    return added, "" if comes else _link(request, added, member)


def _link(request: HttpRequest, other: Member, member: Member) -> str:
    place = request.build_absolute_uri(reverse("invitation", args=["-"])).removesuffix("-/")
    return actions.invite(member=other, place=place, by=member.person)


def _tell(request: HttpRequest, other: Member, link: str) -> None:
    """What became of it, on the page that follows."""
    if not link:
        messages.success(request, f"{other.person} takes part now, and signs in as before.")
    elif settings.MAILED:
        messages.success(request, f"A link was sent to {other.person.email}.")
    else:
        # Kept by the server until the page is shown, which takes it away: it is seen once.
        shown = {"name": other.person.name, "address": link}
        request.session["links"] = [*request.session.get("links", []), shown]


def _rows(member: Member, words: list[str]) -> list[tuple[Member, Invitation | None]]:
    """Each part that holds the words, with the newest link of those who cannot sign in yet."""
    newest = {one.person_id: one for one in member.inspection.invitations.order_by("pk")}
    found = member.inspection.members.filter(holding(words)).select_related("person")
    found = found.prefetch_related("person__socialaccount_set")
    return [(one, newest.get(one.person_id)) for one in found]


@require_POST
@part_of(policies.leads)
def invite(request: HttpRequest, member: Member, part: int) -> HttpResponse:
    """A new link; the one before it stops working."""
    other = get_object_or_404(member.inspection.members.select_related("person", "inspection"), pk=part)
    return done(
        request, lambda: _tell(request, other, _link(request, other, member)), "people", member.inspection_id
    )


@require_POST
@part_of(policies.leads)
def withdraw(request: HttpRequest, member: Member, part: int) -> HttpResponse:
    """The link stops working."""
    other = get_object_or_404(member.inspection.members.select_related("person"), pk=part)
    return done(
        request, lambda: actions.withdraw_invitation(member=other, by=member.person),
        "people", member.inspection_id,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RemovePage(InspectionPage, template="inspections/remove.html"):
    """Whose part is about to be taken away."""

    other: Member


@require_POST
@part_of(policies.leads)
def remove(request: HttpRequest, member: Member, part: int) -> HttpResponse:
    """Take somebody's part away, once asked whether that is meant."""
    other = get_object_or_404(member.inspection.members.select_related("person", "inspection"), pk=part)
    if request.POST.get("sure") != "yes":
        return show(request, RemovePage(inspection=member.inspection, other=other))
    return done(
        request, lambda: actions.remove_person(member=other, by=member.person), "people", member.inspection_id
    )
