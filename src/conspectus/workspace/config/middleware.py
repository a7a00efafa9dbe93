"""What every answer carries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from conspectus.pages import Context
from conspectus.workspace.config.refusing import not_so
from conspectus.workspace.showing import show

Handler = Callable[[HttpRequest], HttpResponse]


def never_kept(get_response: Handler) -> Handler:
    """Pages about children are kept by no browser and no proxy."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response

    return middleware


def refusals_told(get_response: Handler) -> Handler:
    """An address that only changes something, opened as a page, says so: Django's answer is empty."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        told = not_so(request)
        told.headers["Allow"] = response.headers.get("Allow", "")
        return told

    return middleware


PIECE = 1024 * 1024  # bytes thrown away at a time
ROOM = 2 * 2**20  # bytes that a form takes beside its file


@dataclass(frozen=True, kw_only=True)
class TooLargePage(Context, template="too_large.html"):
    """How large a file may be, in MB."""

    largest: int


class SizeMiddleware:
    """Refuse what is too large before any of it is kept; must stand before whatever reads a form."""

    def __init__(self, get_response: Handler) -> None:
        """Wrap the next one."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before it is known which page is asked."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        *_: Any,  # noqa: ANN401 - Django's
    ) -> HttpResponse | None:
        """A page that says how large a file may be, where the view has a limit and this is over it."""
        largest = getattr(view, "largest", None)
        if largest is None or int(request.META.get("CONTENT_LENGTH") or 0) <= largest + ROOM:
            return None
        # Read to its end and thrown away: a browser that is still sending would not show the answer.
        while request.read(PIECE):
            pass
        return show(request, TooLargePage(largest=largest // 2**20), status=413)
