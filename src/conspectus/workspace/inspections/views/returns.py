"""Agencies' returns: sent, checked, sent again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from conspectus.definitions import AgencyTerm, agencies
from conspectus.errors import ConspectusError
from conspectus.records.returns import Issue, Report
from conspectus.terms import Agency, Scope
from conspectus.workspace.inspections import actions, policies, uploads
from conspectus.workspace.inspections.access import at_most, part_of
from conspectus.workspace.inspections.actions.returns import Answers, manifest
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.forms import ReturnForm
from conspectus.workspace.inspections.issues import keeps_back
from conspectus.workspace.inspections.models import Member, SentReturn
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.policies import Answer
from conspectus.workspace.inspections.senders import DoubtError, earlier_senders
from conspectus.workspace.inspections.shown import read_return, returns_of
from conspectus.workspace.showing import show

SHOWN = 200  # issues on one page; all of them are in the file that can be downloaded


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


@at_most(uploads.LARGEST)
@part_of(policies.anyone)
def send(request: HttpRequest, member: Member, agency: str) -> HttpResponse:
    """Send one agency's return."""
    if agency not in agencies():
        raise Http404
    policies.must(policies.sends_return_of, member, agency)
    whose = Agency(agency)
    form = ReturnForm(
        request.POST or None,
        request.FILES or None,
        agency=whose,
        senders=(known := earlier_senders(member.inspection, whose)),
        initial={} if known else {"sender": agency.replace("_", "-")},
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
    return show(request, SendPage(inspection=member.inspection, form=form, term=agencies()[whose]))


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
    issues: Sequence[Issue]
    shown: int
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
        issues=report.issues[:SHOWN] if report else [], shown=SHOWN, changed=_changed(sent), restricted=restricted,
        keeps_back=keeps_back(sent) and not policies.speaks_for_agency(member),
        may_see_cells=policies.sees_cells_of(member, sent.agency), sends=policies.sends_returns(member),
        may_take_out=policies.runs_records(member) and sent.taken_out_at is None,
    ))  # fmt: skip


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
