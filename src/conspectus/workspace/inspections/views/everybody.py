"""Everybody who can sign in, for whoever runs the workspace."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from conspectus.pages import Context
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.policies import must, runs_workspace
from conspectus.workspace.inspections.views.home import user_of
from conspectus.workspace.showing import show

A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class EverybodyPage(Context, template="account/everybody.html"):
    """Some of those who can sign in, and who asks."""

    page: Page[User]
    asker: User
    kept: str = ""


def everybody(request: HttpRequest) -> HttpResponse:
    """Names, addresses, and whether they are let in; nothing of any inspection."""
    user = _runs(request)
    page = Paginator(User.objects.order_by("name", "pk"), A_PAGE).get_page(request.GET.get("page"))
    return show(request, EverybodyPage(page=page, asker=user))


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
