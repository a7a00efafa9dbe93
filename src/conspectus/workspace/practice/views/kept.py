"""Searches that somebody keeps, and what is new of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from conspectus.errors import ConspectusError, LibraryError
from conspectus.library.search import News, Saved, choices, in_words, news
from conspectus.library.store import LibraryFile
from conspectus.pages import Context
from conspectus.workspace.inspections.views.home import user_of
from conspectus.workspace.practice.access import for_readers
from conspectus.workspace.practice.actions import drop_search, keep_search, see_search
from conspectus.workspace.practice.forms import BY_MEANING, FILTERS, SearchForm
from conspectus.workspace.practice.models import KeptSearch
from conspectus.workspace.practice.policies import parts_to_keep_in
from conspectus.workspace.practice.views.search import compares
from conspectus.workspace.showing import show


class Kept(NamedTuple):
    """A kept search with what is new of it; or why it cannot be asked."""

    row: KeptSearch
    query: str
    filters: tuple[str, ...]
    like: bool
    news: News | None
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class KeptPage(Context, template="practice/kept.html"):
    """One's own searches, the one kept last first."""

    searches: list[Kept]


@dataclass(frozen=True, kw_only=True)
class NewsPage(Context, template="practice/news.html"):
    """What is new of one search, and as of which state of the library."""

    kept: Kept
    every: str
    state: str
    keeps: bool
    by_meaning: bool


@login_required
@for_readers
def kept(request: HttpRequest, library: LibraryFile) -> HttpResponse:
    """One's own searches, each with how much is new."""
    rows, areas = KeptSearch.objects.visible_to(user_of(request)), choices(library).areas
    return show(request, KeptPage(searches=[_asked_again(library, row, areas) for row in rows]))


@login_required
@for_readers
def new(request: HttpRequest, library: LibraryFile, kept: int) -> HttpResponse:
    """What is new of one of them; looking at it changes nothing until somebody says that they have seen it."""
    row = _theirs(request, kept)
    told = _asked_again(library, row, choices(library).areas)
    return show(request, NewsPage(
        kept=told, every=urlencode(_as_typed(row.search)), state=_state(library),
        keeps=bool(parts_to_keep_in(request.user)), by_meaning=compares(request),
    ))  # fmt: skip


@require_POST
@login_required
@for_readers
def keep(request: HttpRequest, library: LibraryFile) -> HttpResponse:
    """Keep what was just asked."""
    form = SearchForm(request.POST, choices=choices(library), by_meaning=compares(request))
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    like = given.get("by") == BY_MEANING
    search = Saved(
        query=given["query"].strip(),
        like=like,
        reports=frozenset(library.hashes()),
        **form.wanted()._asdict(),
    )
    try:
        keep_search(search=search, by=user_of(request))
    except ConspectusError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Kept. Its page tells what reports say that are added from now on.")
    return redirect("kept_searches")


@require_POST
@login_required
@for_readers
def see(request: HttpRequest, library: LibraryFile, kept: int) -> HttpResponse:
    """All that is there has been seen; not what came between the page and its button."""
    row = _theirs(request, kept)
    if request.POST.get("state") != _state(library):
        messages.error(request, "Reports were added meanwhile: look again.")
        return redirect("kept_search", row.pk)
    see_search(kept=row, reports=library.hashes(), by=user_of(request))
    return redirect("kept_searches")


@require_POST
@login_required
def drop(request: HttpRequest, kept: int) -> HttpResponse:
    """Take one away, also where there is no library any more."""
    drop_search(kept=_theirs(request, kept), by=user_of(request))
    messages.success(request, "Taken away.")
    return redirect("kept_searches")


def _theirs(request: HttpRequest, kept: int) -> KeptSearch:
    found = KeptSearch.objects.visible_to(user_of(request)).filter(pk=kept).first()
    if found is None:
        raise Http404
    return found


def _asked_again(library: LibraryFile, row: KeptSearch, areas: Mapping[str, str]) -> Kept:
    """Of an area that is named by its code, its name is told."""
    saved = row.search
    try:
        told = news(library, saved)
        filters = in_words(saved.wanted._replace(area=areas.get(saved.area, saved.area)))
    except LibraryError as error:  # such as an area of which there is no report any more
        return Kept(row, saved.query, (), saved.like, None, f"{error.what}: {error.where}")
    return Kept(row, saved.query, filters, saved.like, told)


def _as_typed(saved: Saved) -> dict[str, str]:
    """What its form holds, for the page of the search itself."""
    given = {name: str(value) for name in FILTERS if (value := getattr(saved, name))}
    return {"query": saved.query} | given | ({"by": BY_MEANING} if saved.like else {})


def _state(library: LibraryFile) -> str:
    """Which library this is, without its place."""
    _, changed, size = library.state
    return f"{changed}-{size}"
