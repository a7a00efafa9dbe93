"""A second factor for everyone."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

OPEN = ("/account/", "/static/", "/health/", "/help/")


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
            request.session["second_factor"] = is_mfa_enabled(request.user)
        return not request.session["second_factor"]
