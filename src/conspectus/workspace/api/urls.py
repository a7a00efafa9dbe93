"""Addresses of the API, and of the page on which a person makes and revokes tokens."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI
from ninja.operation import Operation

from conspectus import __version__
from conspectus.workspace.api import inspection, judging, letters, records, views
from conspectus.workspace.api.access import ByToken
from conspectus.workspace.inspections.urls import ONE


class Api(NinjaAPI):
    """The library's, with short names for generated clients."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The function's own name: each is one of a kind."""
        return str(operation.view_func.__name__)


api = Api(
    title="Conspectus",
    version=__version__,
    description="Everything of one inspection, read only. A token is one person's for one inspection, and lets a "
    "program read what that person sees there: another inspection answers 404, what their part does not allow 403.",
    auth=ByToken(),
    docs_url=None,  # its page runs a script of its own, which our policy forbids; the schema is for programs
    urls_namespace="api",
)


@api.exception_handler(PermissionDenied)
def _not_allowed(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """What pages say on a page, programs are told as everything else is."""
    return api.create_response(request, {"detail": str(error)}, status=403)


for routes in (inspection.router, records.router, judging.router, letters.router):
    api.add_router("/inspections/{inspection}", routes)


def _by_token_alone(patterns: Sequence[URLPattern | URLResolver]) -> list[URLPattern]:
    """Nobody signs in to the API: the library asks for the token, and the schema tells of nobody."""
    found = [pattern for pattern in patterns if isinstance(pattern, URLPattern)]
    for pattern in found:
        pattern.callback = login_not_required(pattern.callback)
    return found


urlpatterns = [
    path(f"{ONE}tokens/", views.tokens, name="tokens"),
    path(f"{ONE}tokens/<number:number>/revoke/", views.revoke, name="revoke_token"),
    path("api/v1/", (_by_token_alone(api.urls[0]), "api", "api")),
]
