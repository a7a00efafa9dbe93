"""Search."""

from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conspectus.errors import LibraryError
from conspectus.library.search import RANKED, Found, alike, can_compare, choices
from conspectus.library.search import search as find
from conspectus.library.store import LibraryFile
from conspectus.workspace.practice.access import for_readers
from conspectus.workspace.practice.forms import BY_MEANING, SearchForm
from conspectus.workspace.practice.policies import parts_to_keep_in

A_PAGE = 20


class Chosen(NamedTuple):
    """A filter that narrows, and the page without it."""

    label: str
    says: str
    without: str


@for_readers
def search(request: HttpRequest, library: LibraryFile) -> HttpResponse:
    """Sentences of published reports, by words or by meaning, with filters."""
    by_meaning = compares(request)
    held = choices(library)
    form = SearchForm(request.GET or None, choices=held, by_meaning=by_meaning)
    context: dict[str, object] = {
        "form": form, "held": held, "by_meaning": by_meaning, "keeps": bool(parts_to_keep_in(request.user)),
    }  # fmt: skip
    if form.is_valid():
        try:
            context |= _found(library, form, request.GET.get("page"))
        except LibraryError as error:
            form.add_error("query", f"{error.what[:1].upper()}{error.what[1:]}. {error.todo}")
        context |= {"chosen": _chosen(request, form), "kept": _without(request, "page")}
    else:
        context["reports"] = len(library.hashes())
    return render(request, "practice/search.html", context)


def compares(request: HttpRequest) -> bool:
    """Whether sentences are compared by meaning for whoever asks: it takes seconds, so not for whoever passes by."""
    return can_compare() and request.user.is_authenticated


def _found(library: LibraryFile, form: SearchForm, number: str | None) -> dict[str, object]:
    given, wanted = form.cleaned_data, form.wanted()
    if given.get("by") == BY_MEANING:
        return {"found": alike(library, given["query"], wanted, limit=A_PAGE), "alike": True}
    found = find(library, given["query"], wanted, limit=A_PAGE)
    page = _page(found, number)
    if page.number > 1:
        found = find(library, given["query"], wanted, limit=A_PAGE, start=page.start_index() - 1)
    return {"found": found, "page": page}


def _page(found: Found, number: str | None) -> Page[int]:
    """Which of how many pages; of very many sentences only so many are ranked."""
    return Paginator(range(min(found.many, RANKED)), A_PAGE).get_page(number)


def _chosen(request: HttpRequest, form: SearchForm) -> list[Chosen]:
    return [Chosen(label, says, _without(request, name, "page")) for name, label, says in form.chosen()]


def _without(request: HttpRequest, *names: str) -> str:
    """What was asked for, but for these."""
    kept = request.GET.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()
