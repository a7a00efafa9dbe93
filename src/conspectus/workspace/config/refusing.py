"""Pages that say no: one manner for all, with the reason and the way on."""

import sys
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from conspectus.errors import ConspectusError, is_full
from conspectus.pages import Context, values_of
from conspectus.workspace.inspections.access import keep_part
from conspectus.workspace.inspections.disk import FULL
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class RefusedPage(Context, template="refused.html"):
    """What such a page says, and addresses from which to go on."""

    title: str
    says: tuple[str, ...]
    ways: list[tuple[str, str]]


def _refused(request: HttpRequest, status: int, title: str, says: tuple[str, ...]) -> HttpResponse:
    return show(request, RefusedPage(title=title, says=says, ways=_ways_on(request)), status=status)


def _ways_on(request: HttpRequest) -> list[tuple[str, str]]:
    """Addresses and what they are, the nearest first."""
    member = _part(request)
    near = [(reverse("inspection", args=[member.inspection_id]), str(member.inspection))] if member else []
    if request.user.is_authenticated:
        return [*near, (reverse("home"), "Your inspections")]
    return [(reverse("account_login"), "Sign in"), (reverse("public_letters"), "Published letters")]


def _part(request: HttpRequest) -> Member | None:
    """The part of whoever asks in the inspection that the address names; looked for once."""
    if not hasattr(request, "part"):
        keep_part(request, _look_for_part(request))
    return request.part  # type: ignore[attr-defined,no-any-return]


def _look_for_part(request: HttpRequest) -> Member | None:
    number = request.resolver_match.kwargs.get("inspection") if request.resolver_match else None
    if not isinstance(number, int) or not request.user.is_authenticated:
        return None
    return Member.objects.select_related("inspection").filter(inspection=number, person=request.user).first()


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: somebody takes part, and this is for others."""
    member, why = _part(request), str(exception)
    on = "Whoever leads the inspection can change who does what." if member else ""
    says = (why or "This page is for others.", on)
    return _refused(request, 403, "This is not yours to open", tuple(filter(None, says)))


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is none, or it is not for whoever asks to know that there is one."""
    told = getattr(exception, "says", "")
    usual = (
        "It was taken away, its address is not whole, or it is of an inspection in which you take no part."
    )
    says = (told,) if told else (usual, "If somebody sent you the link, ask them whether you take part.")
    return _refused(request, 404, "There is no such page here", says)


def not_so(request: HttpRequest) -> HttpResponse:
    """405: an address that only changes something was opened as a page, as after signing in again."""
    says = (
        "This address only carries out a button’s press, and nothing was done just now.",
        "It is opened so after signing in again: go back to the page, and press the button once more.",
    )
    return _refused(request, 405, "Nothing was done", says)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form does not carry this browser's token."""
    says = (
        "The form you sent was not opened in this browser, or before you signed in. Nothing was done.",
        "Open the page again and send it once more. If it stays so, let your browser keep cookies for this site.",
    )
    return _refused(request, 403, "Open this page again", says)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent is nothing that a page of ours sends; 507 where a session could not be kept on a full disk."""
    if is_full(exception):
        return _bare(507, "The disk is full", FULL)
    says = ("What your browser sent was not understood, and nothing was done.", "Open the page again.")
    return _bare(400, "This was not understood", says)


def failed(request: HttpRequest) -> HttpResponse:
    """500, or 507 on a full disk: nothing of the request is kept, and nothing of it is asked to say so."""
    error = sys.exc_info()[1]
    if error is not None and is_full(error):
        return _bare(507, "The disk is full", FULL)
    if isinstance(error, ConspectusError):
        return _bare(500, "This could not be done", (error.what + ".", error.todo))
    says = (
        "The fault is ours. What you sent may not have been kept: look before you send it again.",
        "If it happens again, tell whoever runs the workspace what you did, and when: the reason is in the "
        "server’s own log.",
    )
    return _bare(500, "Something went wrong", says)


def _bare(status: int, title: str, says: tuple[str, ...]) -> HttpResponse:
    """Without session, person or database, any of which may be what failed."""
    page = RefusedPage(title=title, says=says, ways=[(reverse("home"), "Your inspections")])
    everywhere = {"demo": settings.DEMO, "help_page": reverse("help")}
    return HttpResponse(render_to_string(page.template, {**values_of(page), **everywhere}), status=status)
