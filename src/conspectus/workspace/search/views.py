"""The page of results.

What is looked for stands in no address, for browsers and proxies keep those: it is sent as a form, kept in the session
until that ends, and shown by a key, so that one can go back to what was found.
"""

from dataclasses import dataclass
from secrets import token_urlsafe

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.search.finding import found_by
from conspectus.workspace.search.practice import practice
from conspectus.workspace.search.results import Results
from conspectus.workspace.showing import show

SOUGHT, KEPT, LONGEST = "sought", 20, 200  # in a session: that many searches, each of so many letters


@dataclass(frozen=True, kw_only=True)
class SearchPage(InspectionPage, template="search/search.html"):
    """What was looked for, and what was found of it."""

    sought: str
    found: list[Results]
    children: bool


@part_of(policies.anyone)
def search(request: HttpRequest, member: Member) -> HttpResponse:
    """Everything of an inspection that its reader may see and that holds the words they look for."""
    if request.method == "POST":
        return HttpResponseRedirect(f"{request.path}?at={_keep(request)}")
    text = str(request.session.get(SOUGHT, {}).get(request.GET.get("at", ""), ""))
    found = [*found_by(member, text), *_published(request, text)] if text else []
    return show(request, SearchPage(
        inspection=member.inspection, sought=text, found=found, children=bool(policies.inspects(member)),
    ))  # fmt: skip


def _keep(request: HttpRequest) -> str:
    """The key of what is looked for from now on."""
    key = token_urlsafe(6)
    before = list(request.session.get(SOUGHT, {}).items())[1 - KEPT :]
    text = " ".join(request.POST.get(SOUGHT, "").replace("\0", "").split())[:LONGEST].strip()
    request.session[SOUGHT] = dict([*before, (key, text)])
    return key


def _published(request: HttpRequest, text: str) -> list[Results]:
    found = practice(request, text)
    return [found] if found.lines else []
