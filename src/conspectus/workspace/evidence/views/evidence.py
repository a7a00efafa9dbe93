"""What was seen: all of it, one piece, a new one, and how one was put before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from conspectus.definitions import Criterion, Framework, frameworks
from conspectus.errors import ConspectusError
from conspectus.records.casebook import Cited
from conspectus.terms import Agency, Bearing
from conspectus.workspace.evidence.actions import (
    Observation,
    add_evidence,
    correct_comment,
    correct_evidence,
)
from conspectus.workspace.evidence.forms import CorrectionForm, DocumentForm, EvidenceForm, EvidenceSearch
from conspectus.workspace.evidence.found import Found, find
from conspectus.workspace.evidence.history import Change, changes, written
from conspectus.workspace.evidence.models import BEARINGS, KINDS, Document, Evidence, EvidenceQuerySet, Note
from conspectus.workspace.evidence.policies import corrects
from conspectus.workspace.evidence.uses import PublishedAt, Use, published_at, question_at, uses
from conspectus.workspace.evidence.visibility import as_listed, citation_for
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import at_most, part_of
from conspectus.workspace.inspections.casebooks import last_built
from conspectus.workspace.inspections.meanwhile import Meant, Standing, decide, remember
from conspectus.workspace.inspections.models import AGENCIES, Build, Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer
from conspectus.workspace.inspections.shown import restricted_shown
from conspectus.workspace.reading.models import EntryComment
from conspectus.workspace.showing import show

A_PAGE = 50
PREFILLED = ("seen", "agency", "bearing", "kind", "source", "criteria")


@dataclass(frozen=True, kw_only=True)
class EvidencePage(InspectionPage, template="evidence/evidence.html"):
    """Every piece that a reader asked for, and by what they chose them."""

    page: Page[Evidence]
    rows: list[tuple[Evidence, list[tuple[str, str]]]]
    form: EvidenceSearch
    kept: str


@part_of(policies.inspects)
def evidence(request: HttpRequest, member: Member) -> HttpResponse:
    """All of it, narrowed by words, question, agency, bearing, kind, writer, child and days."""
    asked = frameworks()[member.inspection.framework].criteria
    form = EvidenceSearch(
        request.GET, agency=list(AGENCIES), kind=list(KINDS), author=_authors(member),
        bearing=[(word, title.partition(":")[0]) for word, title in BEARINGS],
        criterion=[(one.id, one.asks) for one in asked.values()],
    )  # fmt: skip
    page = Paginator(_found(member, form), A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    rows = [
        (
            one,
            [(asked[word].asks if word in asked else word, question_at(one, word)) for word in one.criteria],
        )
        for one in as_listed(page, member.inspection)
    ]
    return show(
        request,
        EvidencePage(inspection=member.inspection, page=page, rows=rows, form=form, kept=kept.urlencode()),
    )


def _authors(member: Member) -> list[tuple[str, str]]:
    found = member.inspection.evidence.order_by("by__name").values_list("by", "by__name").distinct()
    return [(str(person), name) for person, name in found]


def _found(member: Member, form: EvidenceSearch) -> EvidenceQuerySet:
    given = form.given
    same: dict[str, Any] = {name: given[name] for name in ("agency", "bearing", "kind") if name in given}
    if "author" in given:
        same["by"] = int(given["author"])
    found = member.inspection.evidence.filter(**same).select_related("by")
    found = found.about(given["criterion"]) if "criterion" in given else found
    found = found.saying(given["text"]) if "text" in given else found
    found = found.of_child(given["child"].strip()) if "child" in given else found
    return form.between(found)  # type: ignore[return-value]  # of the same kind


def criteria_of(framework: Framework) -> list[Criterion]:
    """Its questions in reading order."""
    return [one for area in framework.area for one in area.criterion]


@dataclass(frozen=True, kw_only=True)
class NewEvidencePage(InspectionPage, template="evidence/new.html"):
    """The form, and where it was filled in from."""

    form: EvidenceForm
    cited: Found | None
    note: Note | None
    comment: EntryComment | None
    built: Build | None


@at_most(settings.LARGEST_DOCUMENT)
@part_of(policies.inspects)
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """Record something; a link from the casebook or a note fills in what it knows."""
    one = member.inspection
    built = _looked_at(request, member)
    known: dict[str, object] = {
        name: request.GET.getlist(name) if name == "criteria" else request.GET[name]
        for name in PREFILLED
        if name in request.GET
    }
    note = one.notes.filter(pk=_number(request.GET.get("note"))).first()
    if note:
        known |= {
            "kind": note.kind, "agency": note.agency, "seen": note.text,
            "source": f"{note.code}, version {note.version}",
        }  # fmt: skip
    cited = _cited(member, built, str(known.get("source", "")))
    if cited:
        known |= cited.known
    comment = _comment(request, member, cited)
    known |= {"comment": comment.pk if comment else "", "casebook": built.content_hash if built else ""}
    form = EvidenceForm(
        request.POST or None, request.FILES or None, framework=frameworks()[one.framework], initial=known
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = add_evidence(
                inspection=one, observed=_observed(given, note, comment), seen_in=built, document=given["document"],
                by=member.person,
            )  # fmt: skip
        except ConspectusError as error:
            form.add_error("document" if given["document"] else "source", str(error))
        else:
            return redirect("piece", one.pk, made.pk)
    return show(request, NewEvidencePage(
        inspection=one, form=form, cited=cited, note=note, comment=comment, built=built,
    ))  # fmt: skip


def _comment(request: HttpRequest, member: Member, cited: Found | None) -> EntryComment | None:
    """What somebody said of the cited entry; of a restricted one nothing."""
    wanted = request.POST.get("comment") or request.GET.get("comment")
    one = member.inspection.entry_comments.filter(pk=_number(wanted)).select_related("by").first()
    if one is None or cited is None or cited.kept["restricted"] or one.citation != cited.known["source"]:
        return None
    return one


def _observed(given: dict[str, Any], note: Note | None, comment: EntryComment | None) -> Observation:
    return Observation(
        given["kind"], Agency(given["agency"]), given["criteria"], Bearing(given["bearing"]), given["seen"],
        given["source"], note, comment,
    )  # fmt: skip


def _number(word: str | None) -> int:
    return int(word) if word and word.isdecimal() else 0


def _looked_at(request: HttpRequest, member: Member) -> Build | None:
    """The casebook that the form was filled in from, even if a newer one was built since; else the newest."""
    wanted = request.POST.get("casebook")
    done = member.inspection.builds.filter(state=Build.State.DONE)
    return (done.filter(content_hash=wanted).first() if wanted else None) or last_built(member.inspection)


def _cited(member: Member, built: Build | None, source: str) -> Found | None:
    if built is None or not source:
        return None
    found = find(built.casebook, source, restricted=bool(policies.sees_restricted(member)))
    if found and found.kept["restricted"]:
        restricted_shown(member, source[:200])
    return found


@part_of(policies.inspects)
def piece(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """One piece, what it cites, its documents, and what rests on it."""
    one = get_object_or_404(
        member.inspection.evidence.whole().select_related("by", "note", "comment_by"), pk=number
    )
    return show(request, piece_page(member, one, DocumentForm()))


@dataclass(frozen=True, kw_only=True)
class PiecePage(InspectionPage, template="evidence/piece.html"):
    """A piece, what it cites as this reader sees it, and all that hangs on it."""

    one: Evidence
    cited: Cited | None
    hidden: bool
    form: DocumentForm
    moved_on: bool
    row: list[tuple[str, str]]
    uses: list[Use]
    documents: Iterable[Document]
    asked: list[tuple[Criterion, str]]
    published_at: PublishedAt | None
    corrects: Answer


def piece_page(member: Member, one: Evidence, form: DocumentForm) -> PiecePage:
    """What the page of one piece shows."""
    built = last_built(member.inspection)
    shown = citation_for(member, one, built)
    found = (one.found or {}).get("row", {})
    framework = frameworks()[member.inspection.framework]
    return PiecePage(
        inspection=member.inspection, one=one, cited=shown.cited, hidden=shown.hidden, form=form,
        moved_on=bool(built and one.content_hash and built.content_hash != one.content_hash),
        row=[(name, written(value)) for name, value in found.items() if value is not None],
        uses=uses(member, one), documents=one.documents.select_related("by"),
        asked=[
            (asked, question_at(one, asked.id)) for asked in criteria_of(framework) if asked.id in one.criteria
        ],
        published_at=published_at(one),
        corrects=corrects(member, one),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CorrectPage(InspectionPage, template="evidence/correct.html"):
    """A piece that is put otherwise."""

    one: Evidence
    form: CorrectionForm


@part_of(policies.inspects)
def correct(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Put a piece otherwise: whoever recorded it, or the lead."""
    one = get_object_or_404(member.inspection.evidence, pk=number)
    policies.must(corrects, member, one)
    now = _standing(one)
    form = CorrectionForm(
        request.POST or None,
        framework=frameworks()[member.inspection.framework],
        initial=now.says,
        of=one,
    )
    remember(request, form, now)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        decide(
            request,
            member,
            lambda: _correct(one, given, member),
            standing=lambda: _standing(member.inspection.evidence.get(pk=number)),
            meant=Meant(form=form, back=request.path, what=f"How {one.code} is put"),
        )
        messages.success(request, f"{one.code} is corrected. Its earlier wording is in its history.")
        return redirect("piece", member.inspection_id, one.pk)
    return show(request, CorrectPage(inspection=member.inspection, one=one, form=form))


def _correct(one: Evidence, given: dict[str, Any], member: Member) -> None:
    """What was seen, and what was said of it where that changed."""
    correct_evidence(
        evidence=one, criteria=given["criteria"], bearing=Bearing(given.get("bearing", one.bearing)),
        seen=given["seen"], why=given["why"], by=member.person,
    )  # fmt: skip
    text = given.get("comment", one.comment).replace("\r\n", "\n")
    if text != one.comment:
        correct_comment(evidence=one, text=text, why=given["why"], by=member.person)


def _standing(one: Evidence) -> Standing:
    last = one.history.select_related("history_user").first()
    who = last.history_user.name if last and last.history_user else ""
    says = {"seen": one.seen, "bearing": one.bearing, "criteria": one.criteria}
    if one.comment_number is not None:
        says["comment"] = one.comment
    return Standing(says, who, last.history_date if last else None)


SHOWN = {
    "seen": "What was seen",
    "comment": "The comment on the entry",
    "bearing": "Which way it points",
    "criteria": "Bears on",
}


@dataclass(frozen=True, kw_only=True)
class HistoryPage(InspectionPage, template="evidence/history.html"):
    """How a piece or a note was before, and of a note the texts that were set aside."""

    title: str
    changes: list[Change]
    aside: list[Change]


@part_of(policies.inspects)
def history(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """How a piece was put before, by whom, and why it was changed."""
    one = get_object_or_404(member.inspection.evidence, pk=number)
    found = changes(one.history.select_related("history_user"), SHOWN)
    return show(request, HistoryPage(inspection=member.inspection, title=one.code, changes=found, aside=[]))
