"""A report, an area's published history, and whose practice reports speak of."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from markupsafe import Markup

from conspectus import pictures
from conspectus.definitions import report_authors
from conspectus.library import Report, Sentence
from conspectus.library.coverage import By, Coverage, cover
from conspectus.library.facts import codes_of
from conspectus.library.history import history as area_history
from conspectus.library.store import LibraryFile, Listed
from conspectus.library.telling import OfAgency, by_agency, kind_title, listed_as
from conspectus.pages import Context
from conspectus.workspace.practice.access import for_readers
from conspectus.workspace.practice.policies import parts_to_keep_in
from conspectus.workspace.practice.views.search import compares
from conspectus.workspace.showing import show, write


@dataclass(frozen=True, kw_only=True)
class ReportPage(Context, template="practice/report.html"):
    """One report with its findings, and what its reader can do with a sentence."""

    one: Report
    kind: str
    authors: list[str]
    found: list[OfAgency]
    actions: list[Sentence]
    whole: bool
    by_meaning: bool
    keeps: bool


@for_readers
def report(request: HttpRequest, library: LibraryFile, sha256: str) -> HttpResponse:
    """One report: what it says of itself, and its findings by agency or in its own order."""
    one = library.by_hash(sha256)
    if one is None:
        raise Http404
    return show(request, ReportPage(
        one=one, kind=kind_title(one), authors=authors(one), found=by_agency(one),
        actions=listed_as(one, "priority_actions"), whole=request.GET.get("order") == "report",
        by_meaning=compares(request), keeps=bool(parts_to_keep_in(request.user)),
    ))  # fmt: skip


def authors(one: Report) -> list[str]:
    """The inspectorates that a report is of, by their names."""
    known = report_authors()
    return [known[word].title if word in known else word for word in one.inspectorates]


class Published(NamedTuple):
    """A report in an area's history."""

    listed: Listed
    kind: str
    authors: list[str]


class Held(NamedTuple):
    """An area of which there are reports."""

    code: str
    name: str
    reports: list[Listed]  # the newest first


@dataclass(frozen=True, kw_only=True)
class AreasPage(Context, template="practice/areas.html"):
    """The list of areas, which is drawn already."""

    held: SafeString


@dataclass(frozen=True, kw_only=True)
class AreasHeld(Context, template="practice/areas_held.html"):
    """Areas with their reports, and reports that name none."""

    areas: list[Held]
    without: list[Listed]


@for_readers
def areas(request: HttpRequest, library: LibraryFile) -> HttpResponse:
    """Every area of which there is a report."""
    return show(request, AreasPage(held=held(library.path, library.state)))


@lru_cache(maxsize=1)
def held(path: Path, state: tuple[str, int, int]) -> SafeString:
    """Drawn once for each library as it stands: some two hundred rows, the same for everybody."""
    with LibraryFile(path) as library:
        listed = library.listed()
    without = [one for one in listed if one.report.area_code is None]
    return write(AreasHeld(areas=_areas(listed), without=without))


def _areas(listed: list[Listed]) -> list[Held]:
    held: dict[str, Held] = {}
    for one in listed:
        if (code := one.report.area_code) and one.report.area:
            present = codes_of(code)[-1]
            held.setdefault(present, Held(present, one.report.area, [])).reports.append(one)
    return sorted(held.values(), key=lambda area: area.name)


@dataclass(frozen=True, kw_only=True)
class AreaPage(Context, template="practice/area.html"):
    """An area and what was published of it."""

    name: str | None
    code: str
    history: list[Published]
    shown: Markup


@for_readers
def area(request: HttpRequest, library: LibraryFile, code: str) -> HttpResponse:
    """What every inspectorate published and found of an area, the newest first, and what it asked for."""
    found = library.listed(code)
    if not found:
        raise Http404
    history = [Published(one, kind_title(one.report), authors(one.report)) for one in found]
    return show(request, AreaPage(
        name=found[0].report.area, code=code, history=history, shown=told(library.path, library.state, code),
    ))  # fmt: skip


@lru_cache(maxsize=32)
def told(path: Path, state: tuple[str, int, int], code: str) -> Markup:
    """Told once for each library as it stands: the reports of an area and of its neighbours are read."""
    with LibraryFile(path) as library:
        found = area_history(library, code)
    return pictures.history_part(found, lambda sha256: reverse("practice_report", args=[sha256]))


@dataclass(frozen=True, kw_only=True)
class CoveragePage(Context, template="practice/coverage.html"):
    """Whose practice is spoken of, which is drawn already."""

    shown: Markup


@for_readers
def coverage(request: HttpRequest, library: LibraryFile) -> HttpResponse:
    """Whose practice reports speak of: the council inspected alone beside joint inspections."""
    by = By(request.GET["by"]) if request.GET.get("by") in set(By) else By.KIND
    leads = pictures.Leads(
        report=lambda sha256: reverse("practice_report", args=[sha256]),
        explained=reverse("help_page", args=["explanation/coverage-of-reports"]),
        by=tuple((way, f"?by={way}") for way in By),
    )
    shown = pictures.coverage_part(covered(library.path, library.state, by), leads)
    return show(request, CoveragePage(shown=shown))


@lru_cache(maxsize=8)
def covered(path: Path, state: tuple[str, int, int], by: By) -> Coverage:
    """Counted once for each library as it stands: every sentence of it is read."""
    with LibraryFile(path) as library:
        return cover(library.reports(), by)
