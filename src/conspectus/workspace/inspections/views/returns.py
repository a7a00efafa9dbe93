"""Agencies' returns: sent, checked, sent again."""

import zipfile
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from conspectus.definitions import AgencyTerm, EventTerm, agencies, events
from conspectus.errors import ConspectusError
from conspectus.records.returns import Report, verdict, write_template
from conspectus.terms import Agency, Scope
from conspectus.workspace.inspections import actions, policies, uploads
from conspectus.workspace.inspections.access import NotThereYet, at_most, part_of
from conspectus.workspace.inspections.actions.returns import Answers, manifest
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.forms import ReturnForm
from conspectus.workspace.inspections.issues import Alike, grouped, keeps_back
from conspectus.workspace.inspections.mending import workbook
from conspectus.workspace.inspections.models import Member, SentReturn
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer
from conspectus.workspace.inspections.senders import DoubtError, earlier_senders
from conspectus.workspace.inspections.shown import read_return, returns_of
from conspectus.workspace.showing import show

SHOWN = 200  # issues on one page; all of them are in the workbook that can be downloaded
LONGEST = 12  # digits of a number that can be one of ours
FIRST = 5  # of those that are mended alike, before the rest folds away
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, kw_only=True)
class ReturnsPage(InspectionPage, template="inspections/returns.html"):
    """Each agency with the newest return of each of its senders, and whether one may be sent."""

    rows: list[tuple[AgencyTerm, list[SentReturn], Answer]]


@part_of(policies.sees_returns)
def returns(request: HttpRequest, member: Member) -> HttpResponse:
    """Each agency's newest return, and whether anything is to mend."""
    newest: dict[str, list[SentReturn]] = {}
    for one in returns_of(member):
        if one.sender not in {other.sender for other in newest.get(one.agency, [])}:
            newest.setdefault(one.agency, []).append(one)
    rows = [
        (term, newest.get(term.id, []), policies.sends_returns(member))
        for term in agencies().values()
        if policies.of_agency(member, term.id)
    ]
    return show(request, ReturnsPage(inspection=member.inspection, rows=rows))


@dataclass(frozen=True, kw_only=True)
class SendPage(InspectionPage, template="inspections/send.html"):
    """An agency's return that is sent."""

    form: ReturnForm
    term: AgencyTerm
    words: list[EventTerm]
    after: SentReturn | None


@at_most(uploads.LARGEST)
@part_of(policies.anyone)
def send(request: HttpRequest, member: Member, agency: str) -> HttpResponse:
    """Send one agency's return."""
    if agency not in agencies():
        raise Http404
    policies.must(policies.sends_return_of, member, agency)
    whose = Agency(agency)
    after = _after(request, member, whose)
    form = ReturnForm(
        request.POST or None,
        request.FILES or None,
        agency=whose,
        senders=(known := earlier_senders(member.inspection, whose)),
        initial=_as_before(after) or ({} if known else {"sender": agency.replace("_", "-")}),
    )
    if request.method == "POST" and form.is_valid():
        try:
            sent = actions.send_return(
                inspection=member.inspection,
                agency=whose,
                delivery=actions.Delivery(
                    sender=form.cleaned_data["sender"],
                    files=form.cleaned_data["sent"],
                    says=_says(whose, form),
                ),
                by=member.person,
                sure=form.cleaned_data["sure"],
            )
        except DoubtError as question:
            form.ask(str(question))
        except ConspectusError as error:
            form.add_error("sent", str(error))
        else:
            return redirect("return", member.inspection_id, sent.pk)
    return show(request, SendPage(
        inspection=member.inspection, form=form, term=agencies()[whose],
        words=[term for term in events().values() if whose in term.recorded_by], after=after,
    ))  # fmt: skip


def _after(request: HttpRequest, member: Member, whose: Agency) -> SentReturn | None:
    """The version that is sent again, where somebody comes from its page."""
    number = request.GET.get("after", "")
    found = member.inspection.returns.filter(agency=whose).exclude(report=None)
    return found.filter(pk=int(number)).first() if number.isdecimal() and len(number) < LONGEST else None


def _as_before(sent: SentReturn | None) -> dict[str, Any]:
    """What was answered of that version; where nothing was ticked, what was found in it is."""
    report = Report.model_validate(sent.report) if sent else None
    if sent is None or report is None or not report.senders or (one := report.senders[0]).period is None:
        return {}
    extracted = timezone.localdate(one.extracted) if one.extracted else None
    return {
        "known": sent.sender, "first": one.period.from_, "last": one.period.to, "extracted": extracted,
        "schema": one.schema_, "scope": one.scope.value if one.scope else None, "covers": one.covers,
    }  # fmt: skip


@part_of(policies.anyone)
def template(request: HttpRequest, member: Member, agency: str) -> HttpResponse:
    """An empty, explained return of this agency, as one file to unpack."""
    if agency not in agencies():
        raise Http404
    policies.must(policies.sends_return_of, member, agency)
    packed = BytesIO()
    with TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in write_template(Agency(agency), Path(folder) / f"{agency}-return"):
            archive.write(path, f"{path.parent.name}/{path.name}")
    said = {"Content-Disposition": f'attachment; filename="{agency}-return.zip"'}
    return HttpResponse(packed.getvalue(), content_type="application/zip", headers=said)


def _says(agency: Agency, form: ReturnForm) -> str | None:
    given = form.cleaned_data
    if not given.get("first"):
        return None
    return manifest(
        answers=Answers(
            sender=given["sender"],
            agency=agency,
            schema=given["schema"],
            first=given["first"],
            last=given["last"],
            extracted=datetime.combine(given["extracted"], time(23, 59, 59)),
            scope=Scope(given["scope"]),
            covers=given["covers"],
        )
    )


@dataclass(frozen=True, kw_only=True)
class ReturnPage(InspectionPage, template="inspections/return.html"):
    """A return, what was found in it, and what its reader may do with it."""

    sent: SentReturn
    term: AgencyTerm
    report: Report | None
    says: str
    groups: list[Alike]
    first: int
    shown: int
    covers: list[str]
    changed: dict[str, int] | None
    restricted: bool
    keeps_back: bool
    may_see_cells: Answer
    sends: Answer
    may_take_out: Answer | bool  # False where it is taken out already


@part_of(policies.sees_returns)
def one_return(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """A return's receipt and issues, beside what the version before it had."""
    restricted = "restricted" in request.POST
    sent, report = read_return(member, number, restricted=restricted)
    return show(request, ReturnPage(
        inspection=member.inspection, sent=sent, term=agencies()[sent.agency_word], report=report,
        says=verdict(report) if report else "", groups=grouped(report.issues[:SHOWN]) if report else [], first=FIRST,
        shown=SHOWN, covers=_words(report), changed=_changed(sent), restricted=restricted,
        keeps_back=keeps_back(sent) and not policies.speaks_for_agency(member),
        may_see_cells=policies.sees_cells_of(member, sent.agency), sends=policies.sends_returns(member),
        may_take_out=policies.runs_records(member) and sent.taken_out_at is None,
    ))  # fmt: skip


def _words(report: Report | None) -> list[str]:
    """What its files are taken to hold every one of."""
    said = [word for one in report.senders for word in one.covers] if report else []
    return [events()[word].title if word in events() else word for word in dict.fromkeys(said)]


@part_of(policies.sees_returns)
def mend(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """All that checking found as a workbook, with cells of restricted rows kept back as on the page."""
    sent, report = read_return(member, number)
    if report is None:
        raise NotThereYet("It is still being checked.")
    name = f"{sent.sender}-version-{sent.version}-to-mend.xlsx"
    return HttpResponse(
        workbook(report),
        content_type=WORKBOOK,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@part_of(policies.sends_returns)
def count_in(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """It is another organisation's, and counts."""
    sent = get_object_or_404(member.inspection.returns, pk=number)
    return done(
        request, lambda: actions.count_in(sent=sent, by=member.person),
        "return", member.inspection_id, sent.pk,
    )  # fmt: skip


@require_POST
@part_of(policies.runs_records)
def take_out(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """No casebook is built from it any more."""
    sent = get_object_or_404(member.inspection.returns, pk=number)
    why = request.POST.get("why", "")
    return done(
        request, lambda: actions.take_out(sent=sent, why=why, by=member.person),
        "return", member.inspection_id, sent.pk,
    )  # fmt: skip


def _changed(sent: SentReturn) -> dict[str, int] | None:
    """How many issues of the version before are gone, stay and are new."""
    before = sent.earlier.exclude(report=None).first()
    if before is None or before.report is None or sent.report is None:
        return None
    was = {_key(issue) for issue in before.report["issues"]}
    now = {_key(issue) for issue in sent.report["issues"]}
    return {
        "version": before.version, "mended": len(was - now), "still": len(was & now), "fresh": len(now - was)
    }  # fmt: skip


def _key(issue: dict[str, object]) -> tuple[object, ...]:
    """An issue without its row, which moves when others are mended."""
    return tuple(issue[name] for name in ("file", "sheet", "column", "value", "rule"))
