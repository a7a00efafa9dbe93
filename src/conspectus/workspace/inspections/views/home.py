"""The inspections in which a person takes part, and a new one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from conspectus.pages import Context
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.forms import SetUpForm
from conspectus.workspace.inspections.links import ON_HOME, Link
from conspectus.workspace.inspections.models import Concern, Member
from conspectus.workspace.inspections.policies import Answer, must, runs_workspace
from conspectus.workspace.inspections.shown import open_concerns
from conspectus.workspace.inspections.todo import ROOMS, Group, Waiting, waiting_for
from conspectus.workspace.showing import show


def user_of(request: HttpRequest) -> User:
    """Who asks; every page but sign-in has somebody."""
    assert isinstance(request.user, User)
    return request.user


@dataclass(frozen=True, kw_only=True)
class HomePage(Context, template="inspections/home.html"):
    """One's parts in inspections."""

    parts: Iterable[Member]
    concerns: list[Concern]
    waiting: list[Waiting]
    may_set_up: Answer
    rooms: list[Group]
    links: list[Link]


def home(request: HttpRequest) -> HttpResponse:
    """One's inspections, a child at risk before everything else."""
    user = user_of(request)
    found = Member.objects.filter(person=user).select_related("inspection")
    parts = list(found.order_by("-inspection__made_at"))
    rooms = [room for find in ROOMS for room in [find(user)] if room[1]]
    page = HomePage(
        parts=parts, concerns=open_concerns(parts), waiting=waiting_for(parts), may_set_up=runs_workspace(user),
        rooms=rooms, links=[link() for link in ON_HOME],
    )  # fmt: skip
    return show(request, page)


@dataclass(frozen=True, kw_only=True)
class NewPage(Context, template="inspections/new.html"):
    """An inspection that is set up."""

    form: SetUpForm


def new(request: HttpRequest) -> HttpResponse:
    """Set up an inspection; for those who may."""
    user = user_of(request)
    must(runs_workspace, user)
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        inspectorate = form.cleaned_data.pop("inspectorate")
        subject = actions.Subject(**form.cleaned_data)
        inspection = actions.set_up(subject=subject, inspectorate=inspectorate, by=user)
        return redirect("inspection", inspection.pk)
    return show(request, NewPage(form=form))
