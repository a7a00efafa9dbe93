"""Keep a published sentence in an inspection: choose which, then say what it shows."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from conspectus.definitions import frameworks
from conspectus.library import Report, Sentence
from conspectus.library.coverage import AGENCIES
from conspectus.library.store import LibraryFile
from conspectus.pages import Context
from conspectus.terms import Agency
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.practice.access import for_readers
from conspectus.workspace.practice.actions import Passage, save_practice
from conspectus.workspace.practice.forms import KeepForm
from conspectus.workspace.practice.policies import parts_to_keep_in
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class ChoosePage(Context, template="practice/choose.html"):
    """In which inspection a sentence of which report is kept."""

    parts: list[Member]
    sha256: str
    n: int


def choose(request: HttpRequest, sha256: str, n: int) -> HttpResponse:
    """In which inspection; where there is one alone, straight on."""
    parts = parts_to_keep_in(request.user)
    if not parts:
        raise PermissionDenied("Practice is kept by those who inspect, in an inspection of theirs.")
    if len(parts) == 1:
        return redirect("keep_practice", parts[0].inspection_id, sha256, n)
    return show(request, ChoosePage(parts=parts, sha256=sha256, n=n))


@dataclass(frozen=True, kw_only=True)
class KeepPage(InspectionPage, template="practice/keep.html"):
    """A sentence of a report that is kept."""

    form: KeepForm
    one: Report
    sentence: Sentence


@part_of(policies.inspects)
@for_readers
def keep(request: HttpRequest, library: LibraryFile, member: Member, sha256: str, n: int) -> HttpResponse:
    """What it shows and which questions to hold it beside."""
    report, sentence = _found(library, sha256, n)
    form = KeepForm(
        request.POST or None, framework=frameworks()[member.inspection.framework],
        initial={"seen": sentence.text, "agency": _first(sentence)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = save_practice(
            inspection=member.inspection,
            passage=Passage(report=report, sentence=sentence),
            agency=Agency(given["agency"]),
            criteria=given["criteria"],
            seen=given["seen"],
            by=member.person,
        )
        messages.success(request, f"Kept as {made.code}, as what good looks like.")
        return redirect("piece", member.inspection_id, made.pk)
    return show(request, KeepPage(inspection=member.inspection, form=form, one=report, sentence=sentence))


def _found(library: LibraryFile, sha256: str, n: int) -> tuple[Report, Sentence]:
    report = library.by_hash(sha256)
    sentence = next((one for one in report.sentences if one.n == n), None) if report else None
    if report is None or sentence is None:
        raise Http404
    return report, sentence


def _first(sentence: Sentence) -> str:
    """The first agency that it speaks of; none where it speaks of the partnership or others alone."""
    known = [word.value for word in sentence.agencies if word in AGENCIES]
    return known[0] if known else ""
