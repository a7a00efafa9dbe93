"""The inspections in which a person takes part, and a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import actions, todo
from conspectus.workspace.inspections.forms import SetUpForm
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.policies import must, runs_workspace
from conspectus.workspace.inspections.shown import open_concerns


def user_of(request: HttpRequest) -> User:
    """Who asks; every page but sign-in has somebody."""
    assert isinstance(request.user, User)
    return request.user


def home(request: HttpRequest) -> HttpResponse:
    """One's inspections, a child at risk before everything else."""
    user = user_of(request)
    parts = Member.objects.filter(person=user).select_related("inspection").order_by("-inspection__made_at")
    return render(
        request,
        "inspections/home.html",
        {
            "parts": parts,
            "concerns": open_concerns(parts),
            "may_set_up": runs_workspace(user),
            "rooms": [room for find in todo.ROOMS for room in [find(user)] if room[1]],
        },
    )


def new(request: HttpRequest) -> HttpResponse:
    """Set up an inspection; for those who may."""
    user = user_of(request)
    must(runs_workspace, user)
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        inspection = actions.set_up(by=user, **form.cleaned_data)
        return redirect("inspection", inspection.pk)
    return render(request, "inspections/new.html", {"form": form})
