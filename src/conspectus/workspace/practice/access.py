"""The way into every page of the library: for anybody signed in, by a setting for everybody, where there is one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from conspectus.errors import LibraryError
from conspectus.library.store import LibraryFile
from conspectus.pages import Context
from conspectus.workspace.showing import show

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, LibraryFile, P], HttpResponse]
View = Callable[..., HttpResponse]  # the address gives its parts by name


@dataclass(frozen=True, kw_only=True)
class NonePage(Context, template="practice/none.html"):
    """There is no library, or it cannot be read."""

    trouble: str = ""


def may_read(request: HttpRequest) -> bool:
    """Whether the library is open to whoever asks."""
    return settings.LIBRARY_PUBLIC or request.user.is_authenticated


def for_readers(page: Page[P]) -> View:
    """Give the page an open library; without one, a page that says so.

    It is opened for each request, so that no two threads share a connection and a library that was swapped for a
    newer one is seen at once; opening takes a fraction of a millisecond.
    """

    @login_not_required
    def view(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not may_read(request):
            return redirect_to_login(request.get_full_path())
        if settings.LIBRARY is None:
            return show(request, NonePage())
        try:
            with LibraryFile(settings.LIBRARY) as library:
                return page(request, library, *args, **kwargs)
        except LibraryError as error:  # its path is nobody's business but of those who run the workspace
            return show(request, NonePage(trouble=error.what), status=503)

    return view
