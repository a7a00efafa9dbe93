"""A second factor for everyone, and an end to every session."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from conspectus.workspace.accounts.organisation.vouching import is_vouched_for

OPEN = ("/account/", "/static/", "/health/", "/help/")
NOTED_EVERY = (
    60  # seconds: when somebody was last here need not be known more exactly, and each note is a write
)


class SessionLimitsMiddleware:
    """A session ends when nobody has used it for a while, and in any case after a working day."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap the next one."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out whoever is over a limit; the page asked for then leads to the sign-in."""
        if request.user.is_authenticated and (why := _over(request.session, time.time())):
            logout(request)
            messages.info(request, f"You were signed out {why}. Sign in to go on.")
        return self.get_response(request)


def _over(session: SessionBase, now: float) -> str:
    """Why a session is at its end; empty where it is not, and then it is noted that it was used."""
    began, seen = session.get("began", now), session.get("seen", now)
    if now - began > settings.SESSION_AT_MOST:
        return "because a session lasts a working day at most"
    if now - seen > settings.SESSION_IDLE:
        return f"after {settings.SESSION_IDLE // 60} minutes without use"
    if "began" not in session or now - seen > NOTED_EVERY:
        session["began"], session["seen"] = began, now
    return ""


def begin(sender: object, request: HttpRequest | None = None, **more: object) -> None:
    """A session begins with the sign-in, so that its first page need not write it again."""
    if request is not None:
        request.session["began"] = request.session["seen"] = time.time()


class SecondFactorMiddleware:
    """Until a person has a second factor, every page leads to where one is set up; the demonstration needs none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap the next one."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through, or lead to the set-up."""
        if self._lacks_one(request):
            messages.info(request, "Set up a second factor first: an authenticator app or a passkey.")
            return redirect("mfa_index")
        return self.get_response(request)

    def _lacks_one(self, request: HttpRequest) -> bool:
        if settings.DEMO or not request.user.is_authenticated or request.path.startswith(OPEN):
            return False
        # Once a session has been let in, it is not asked again: one query less on every page.
        if not request.session.get("second_factor"):
            request.session["second_factor"] = is_vouched_for(request, request.user) or is_mfa_enabled(
                request.user
            )
        return not request.session["second_factor"]
