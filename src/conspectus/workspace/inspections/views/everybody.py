"""Everybody who can sign in, for whoever runs the workspace."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.policies import must, runs_workspace
from conspectus.workspace.inspections.views.home import user_of

A_PAGE = 50


def everybody(request: HttpRequest) -> HttpResponse:
    """Names, addresses, and whether they are let in; nothing of any inspection."""
    user = _runs(request)
    page = Paginator(User.objects.order_by("name", "pk"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "account/everybody.html", {"page": page, "self": user})


def _runs(request: HttpRequest) -> User:
    user = user_of(request)
    must(runs_workspace, user)
    return user


def _change(request: HttpRequest, number: int, act: Callable[..., None]) -> HttpResponse:
    user = _runs(request)
    person = get_object_or_404(User, pk=number)
    return done(request, lambda: act(person=person, by=user), "everybody")


@require_POST
def shut_out(request: HttpRequest, number: int) -> HttpResponse:
    """Deactivate an account."""
    return _change(request, number, actions.shut_out)


@require_POST
def let_in(request: HttpRequest, number: int) -> HttpResponse:
    """Activate it again."""
    return _change(request, number, actions.let_in)
