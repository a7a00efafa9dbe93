"""What is told to whoever watches the workspace from outside."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from conspectus.workspace.inspections.health import troubles

ADDRESS = "/health/"

log = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]


def health_told(get_response: Handler) -> Handler:
    """Answer /health/ before anything else is asked: no session, no name of a host, nobody signed in.

    200 and `{"ok": true}`, else 503; the reason is for the server's own log, since anybody may ask.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path != ADDRESS:
            return get_response(request)
        found = troubles()
        for one in found:
            log.error("not healthy: %s", one)
        headers = {"Cache-Control": "no-store"}
        return JsonResponse({"ok": not found}, status=503 if found else 200, headers=headers)

    return middleware
