"""Everybody who can sign in, for whoever runs the workspace."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from conspectus.errors import ConspectusError
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.views.home import user_of

A_PAGE = 50


def everybody(request: HttpRequest) -> HttpResponse:
    """Names, addresses, and whether they are let in; nothing of any inspection."""
    user = _runs(request)
    page = Paginator(User.objects.order_by("name", "pk"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "account/everybody.html", {"page": page, "self": user})


def _runs(request: HttpRequest) -> User:
    user = user_of(request)
    if not user.is_staff:
        raise PermissionDenied("This is for whoever runs the workspace.")
    return user


def _change(request: HttpRequest, number: int, act: Callable[..., None]) -> HttpResponse:
    user = _runs(request)
    try:
        act(person=get_object_or_404(User, pk=number), by=user)
    except ConspectusError as error:
        messages.error(request, str(error))
    return redirect("everybody")


@require_POST
def shut_out(request: HttpRequest, number: int) -> HttpResponse:
    """Deactivate an account."""
    return _change(request, number, actions.shut_out)


@require_POST
def let_in(request: HttpRequest, number: int) -> HttpResponse:
    """Activate it again."""
    return _change(request, number, actions.let_in)
