"""Search."""

from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse

from conspectus.errors import LibraryError
from conspectus.library.search import RANKED, Choices, Found, alike, can_compare, choices
from conspectus.library.search import search as find
from conspectus.library.store import LibraryFile
from conspectus.pages import Context
from conspectus.workspace.practice.access import for_readers
from conspectus.workspace.practice.forms import BY_MEANING, SearchForm
from conspectus.workspace.practice.policies import parts_to_keep_in
from conspectus.workspace.showing import show

A_PAGE = 20


class Chosen(NamedTuple):
    """A filter that narrows, and the page without it."""

    label: str
    says: str
    without: str


class Nearest(NamedTuple):
    """What was found, which page of it, and whether by meaning."""

    found: Found
    page: Page[int] | None
    alike: bool


@dataclass(frozen=True, kw_only=True)
class SearchPage(Context, template="practice/search.html"):
    """The form, and what was found; where nothing is asked yet, how many reports there are."""

    form: SearchForm
    held: Choices
    by_meaning: bool
    keeps: bool
    found: Found | None
    page: Page[int] | None
    alike: bool
    chosen: list[Chosen]
    kept: str
    reports: int
    asked: list[tuple[str, str]]


@for_readers
def search(request: HttpRequest, library: LibraryFile) -> HttpResponse:
    """Sentences of published reports, by words or by meaning, with filters."""
    by_meaning = compares(request)
    held = choices(library)
    form = SearchForm(request.GET or None, choices=held, by_meaning=by_meaning)
    asked, found = form.is_valid(), None
    if asked:
        try:
            found = _found(library, form, request.GET.get("page"))
        except LibraryError as error:
            form.add_error("query", f"{error.what[:1].upper()}{error.what[1:]}. {error.todo}")
    return show(request, SearchPage(
        form=form, held=held, by_meaning=by_meaning, keeps=bool(parts_to_keep_in(request.user)),
        found=found.found if found else None, page=found.page if found else None,
        alike=found is not None and found.alike, chosen=_chosen(request, form) if asked else [],
        kept=_without(request, "page") if asked else "", reports=0 if asked else len(library.hashes()),
        asked=_to_keep(request) if found else [],
    ))  # fmt: skip


def compares(request: HttpRequest) -> bool:
    """Whether sentences are compared by meaning for whoever asks: it takes seconds, so not for whoever passes by."""
    return can_compare() and request.user.is_authenticated


def _found(library: LibraryFile, form: SearchForm, number: str | None) -> Nearest:
    given, wanted = form.cleaned_data, form.wanted()
    if given.get("by") == BY_MEANING:
        return Nearest(alike(library, given["query"], wanted, limit=A_PAGE), page=None, alike=True)
    found = find(library, given["query"], wanted, limit=A_PAGE)
    page = _page(found, number)
    if page.number > 1:
        found = find(library, given["query"], wanted, limit=A_PAGE, start=page.start_index() - 1)
    return Nearest(found, page, alike=False)


def _page(found: Found, number: str | None) -> Page[int]:
    """Which of how many pages; of very many sentences only so many are ranked."""
    return Paginator(range(min(found.many, RANKED)), A_PAGE).get_page(number)


def _chosen(request: HttpRequest, form: SearchForm) -> list[Chosen]:
    return [Chosen(label, says, _without(request, name, "page")) for name, label, says in form.chosen()]


def _to_keep(request: HttpRequest) -> list[tuple[str, str]]:
    """What a search is kept by, for whoever is signed in."""
    if not request.user.is_authenticated:
        return []
    return [(name, str(value)) for name, value in request.GET.items() if value and name != "page"]


def _without(request: HttpRequest, *names: str) -> str:
    """What was asked for, but for these."""
    kept = request.GET.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()
