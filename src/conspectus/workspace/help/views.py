"""Pages of the documentation and their pictures: the same for everybody, signed in or not."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from conspectus.pages import Context
from conspectus.workspace.help import shelf
from conspectus.workspace.help.page import Read, read
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class HelpPage(Context, template="help/page.html"):
    """One page of the documentation, and the one above it."""

    read: Read
    first: bool
    above: str
    within: str


@login_not_required
def page(request: HttpRequest, page: str = shelf.INDEX) -> HttpResponse:
    """One page."""
    path = shelf.pages().get(page)
    if path is None:
        raise Http404
    above = page.rpartition("/")[0]
    within = read(shelf.pages()[above]).title if above in shelf.pages() else ""
    return show(request, HelpPage(read=read(path), first=page == shelf.INDEX, above=above, within=within))


@login_not_required
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture of the documentation."""
    path = shelf.pictures().get(name)
    if path is None:
        raise Http404
    kept = {"Cache-Control": "max-age=3600"}
    return HttpResponse(path.read_bytes(), content_type="image/png", headers=kept)
