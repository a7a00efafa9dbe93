"""The inspections in which a person takes part, and a new one."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.forms import SetUpForm
from conspectus.workspace.inspections.models import Concern, Member
from conspectus.workspace.inspections.roles import Role


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
        {"parts": parts, "concerns": open_concerns(parts), "may_set_up": user.is_staff},
    )


def open_concerns(parts: Iterable[Member]) -> list[Concern]:
    """Concerns that nobody has acknowledged, of those parts that must see them."""
    found: list[Concern] = []
    inside = {member.inspection_id: member for member in parts}
    for concern in Concern.objects.filter(inspection__in=list(inside), acknowledged_at=None):
        member = inside[concern.inspection_id]
        if member.role == Role.LEAD or (member.role == Role.CONTACT and member.agency == concern.agency):
            found.append(concern)
    return found


def new(request: HttpRequest) -> HttpResponse:
    """Set up an inspection; for those who may."""
    user = user_of(request)
    if not user.is_staff:
        raise PermissionDenied
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        inspection = actions.set_up(by=user, **form.cleaned_data)
        return redirect("inspection", inspection.pk)
    return render(request, "inspections/new.html", {"form": form})
