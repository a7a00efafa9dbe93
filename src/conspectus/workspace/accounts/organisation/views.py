"""The sign-in page with a button for each organisation, and the way there and back."""

import secrets
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from conspectus.workspace.accounts.organisation import discovery
from conspectus.workspace.accounts.organisation.provider import OrganisationAdapter

SILENT = "{of} does not answer as it should, so nobody can sign in with it now. Try again later, or sign in otherwise."


class SignInView(LoginView):  # type: ignore[misc]  # the library is not typed
    """The library's, with organisations."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - the library's
        """What the page shows."""
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, "organisations": settings.ORGANISATIONS}

    def dispatch(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:  # noqa: ANN401 - the library's
        """Browsers must be let send a form on to those organisations, and nowhere else."""
        answer: HttpResponseBase = super().dispatch(request, *args, **more)
        if request.method == "GET" and settings.ORGANISATIONS:
            there = [place for one in settings.ORGANISATIONS for place in discovery.places(one.issuer)]
            answer._csp_update = {"form-action": there}  # type: ignore[attr-defined]  # as django-csp's decorator does
        return answer


sign_in_page = login_not_required(SignInView.as_view())


class CallbackView(OAuth2CallbackView):  # type: ignore[misc]  # the library is not typed
    """The library's, which does not know of the nonce."""

    def _get_state(self, request: HttpRequest, provider: object) -> tuple[Any, Any]:
        """What was kept when the sign-in was begun in this browser; it is kept no longer."""
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = state["data"]["nonce"] if state else ""
        return state, response


@login_not_required
@require_POST
def sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the organisation's own sign-in page."""
    provider, nonce = _adapter(request, provider_id).get_provider(), secrets.token_urlsafe(32)
    try:
        answer: HttpResponse = provider.redirect(
            request, process=AuthProcess.LOGIN, next_url=get_next_redirect_url(request), data={"nonce": nonce},
            auth_params={"nonce": nonce},
        )  # fmt: skip
    except (OAuth2Error, RequestException) as error:
        raise PermissionDenied(SILENT.format(of=provider.name)) from error
    return answer


@login_not_required
@require_GET
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from there: signed in, or told in a sentence why not."""
    adapter = _adapter(request, provider_id)
    try:
        answer: HttpResponse = CallbackView.adapter_view(adapter)(request)
    except (OAuth2Error, RequestException) as error:
        raise PermissionDenied(SILENT.format(of=adapter.get_provider().name)) from error
    return answer


def _adapter(request: HttpRequest, provider_id: str) -> OrganisationAdapter:
    if provider_id not in {one.id for one in settings.ORGANISATIONS}:
        raise Http404
    return OrganisationAdapter(request, provider_id)
