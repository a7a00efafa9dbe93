"""The agencies' own audit: written by each agency's contact, locked, and then read by inspectors."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from conspectus.definitions import AgencyTerm, Criterion, agencies, frameworks
from conspectus.errors import ConspectusError
from conspectus.terms import Agency
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.meanwhile import Meant, Standing, decide, remember
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.ratings import actions, stages
from conspectus.workspace.ratings.cells import OwnChild, asked_of, children_of
from conspectus.workspace.ratings.forms import AuditForm
from conspectus.workspace.ratings.models import AgencyAnswer, AgencyAudit
from conspectus.workspace.ratings.policies import auditing
from conspectus.workspace.ratings.policies import audits as writes_audit
from conspectus.workspace.ratings.visibility import sees_audit
from conspectus.workspace.showing import show


@dataclass(frozen=True, kw_only=True)
class AuditsPage(InspectionPage, template="ratings/audits.html"):
    """Each agency with its audit, and with what its reader saw of the reason why there is none."""

    rows: list[tuple[AgencyTerm, AgencyAudit | None, str]]
    locked: bool
    may_excuse: policies.Answer


@part_of(policies.inspects)
def audits(request: HttpRequest, member: Member) -> HttpResponse:
    """Each agency and how far it is; the lead says here why one sends none."""
    one = member.inspection
    found = {audit.agency: audit for audit in one.audits.select_related("sent_by", "absent_by")}
    looked_at = frameworks()[one.framework].looks_at
    rows = [
        (term, found.get(term.id), _excuse(found.get(term.id)).mark)
        for term in agencies().values()
        if term.id in looked_at
    ]
    return show(request, AuditsPage(
        inspection=one, rows=rows, locked=stages.audits_locked(one),
        may_excuse=policies.leads(member) and auditing(member),
    ))  # fmt: skip


def _agency(member: Member, word: str) -> Agency:
    """The agency that is meant; 403 for another's contact."""
    if word not in frameworks()[member.inspection.framework].looks_at:
        raise Http404
    policies.must(policies.of_agency, member, word)
    return Agency(word)


@dataclass(frozen=True, kw_only=True)
class AuditPage(InspectionPage, template="ratings/audit.html"):
    """One agency's audit: of each child whether it is whole, and an answer to each question."""

    term: AgencyTerm
    audit: AgencyAudit | None
    questions: list[Criterion]
    lines: list[tuple[OwnChild, bool, list[AgencyAnswer | None]]]
    writes: bool
    seen: str
    whole: bool


@part_of(policies.anyone)
def audit(request: HttpRequest, member: Member, agency: str) -> HttpResponse:
    """One agency's audit: to its contact to write, to inspectors to read once it is locked."""
    whose, one = _agency(member, agency), member.inspection
    policies.must(sees_audit, member, agency)
    kept = one.audits.filter(agency=agency).select_related("sent_by", "absent_by").first()
    answers = list(kept.answers.all()) if kept else []
    questions = asked_of(frameworks()[one.framework], whose)
    record(Action.AUDIT_READ, by=member.person, inspection=one.pk, target=f"agency:{agency}")
    children = [
        (known, {answer.criterion: answer for answer in answers if answer.child == known.child})
        for known in children_of(one, whose)
    ]
    return show(request, AuditPage(
        inspection=one, term=agencies()[whose], audit=kept, questions=questions,
        lines=[
            (known, len(given) == len(questions), [given.get(question.id) for question in questions])
            for known, given in children
        ],
        writes=bool(writes_audit(member, agency)) and stages.auditing(one) and not (kept and kept.sent_at),
        seen=_answered(member, agency, "").mark if writes_audit(member, agency) else "",
        whole=all(len(given) == len(questions) for _, given in children),
    ))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AuditChildPage(InspectionPage, template="ratings/audit_child.html"):
    """One child of an agency's audit."""

    term: AgencyTerm
    known: OwnChild
    form: AuditForm


@part_of(policies.anyone)
def child(request: HttpRequest, member: Member, agency: str, child: str) -> HttpResponse:
    """The agency's own part for one child, question by question."""
    whose, one = _agency(member, agency), member.inspection
    policies.must(writes_audit, member, agency)
    known = next((found for found in children_of(one, whose) if found.child == child), None)
    if known is None:
        raise Http404
    kept = one.audits.filter(agency=agency).first()
    before = kept.answers.filter(child=child) if kept else []
    framework = frameworks()[one.framework]
    form = AuditForm(
        request.POST or None, questions=asked_of(framework, whose), framework=framework, before=list(before)
    )
    remember(request, form, _answered(member, agency, child))
    if request.method == "POST" and form.is_valid():
        try:
            decide(
                request,
                member,
                lambda: actions.answer(
                    inspection=one, agency=whose, child=child, given=form.answers(), by=member.person
                ),
                standing=lambda: _answered(member, agency, child),
                meant=Meant(
                    form=form, back=request.path, what=f"The audit of child {child}", shown=form.fields
                ),
            )
        except ConspectusError as error:
            form.add_error(None, str(error))
        else:
            return redirect("audit", one.pk, agency)
    return show(request, AuditChildPage(inspection=one, term=agencies()[whose], known=known, form=form))


def _answered(member: Member, agency: str, child: str) -> Standing:
    """What the agency has said of one child so far, or of all."""
    found = AgencyAnswer.objects.filter(audit__inspection=member.inspection_id, audit__agency=agency)
    rows = list((found.filter(child=child) if child else found).select_related("by"))
    last = max(rows, key=lambda one: one.at, default=None)
    end = "" if child else "_{0.child}"
    says = {
        name.format(one) + end.format(one): value
        for one in rows
        for name, value in (("level_{0.criterion}", one.level), ("why_{0.criterion}", one.why))
    }
    return Standing(says, last.by.name if last else "", last.at if last else None)


@require_POST
@part_of(policies.anyone)
def send(request: HttpRequest, member: Member, agency: str) -> HttpResponse:
    """The agency has done."""
    whose, summary = _agency(member, agency), request.POST.get("summary", "")
    policies.must(writes_audit, member, agency)  # before what its contact answered is shown beside it
    return done(
        request,
        lambda: decide(
            request,
            member,
            lambda: actions.send(
                inspection=member.inspection, agency=whose, summary=summary, by=member.person
            ),
            standing=lambda: _answered(member, agency, ""),
            meant=Meant(
                what="The agency’s own audit",
                back=reverse("audit", args=[member.inspection_id, agency]),
                mine=_whole(request, member, agency),
            ),
        ),
        "audit",
        member.inspection_id,
        agency,
    )


@require_POST
@part_of(policies.leads)
def absent(request: HttpRequest, member: Member, agency: str) -> HttpResponse:
    """Why an agency sends no audit."""
    whose, why = _agency(member, agency), request.POST.get("why", "")
    return done(
        request,
        lambda: decide(
            request,
            member,
            lambda: actions.excuse(inspection=member.inspection, agency=whose, why=why, by=member.person),
            standing=lambda: _excused(member, agency),
            meant=Meant(
                what="Why there is no audit",
                mine={ABSENT: why},
                back=reverse("audits", args=[member.inspection_id]),
            ),
        ),
        "audits",
        member.inspection_id,
    )


ABSENT = "Why there is none"


def _excused(member: Member, agency: str) -> Standing:
    found = member.inspection.audits.filter(agency=agency).select_related("absent_by").first()
    return _excuse(found)


def _excuse(found: AgencyAudit | None) -> Standing:
    if found is None or not found.absent_by:
        return Standing({})
    return Standing({ABSENT: found.absent_why}, found.absent_by.name)


def _whole(request: HttpRequest, member: Member, agency: str) -> dict[str, Any]:
    """What is sent: the answers as they now are, with what was learned."""
    return {**_answered(member, agency, "").says, "What you learned from it": request.POST.get("summary", "")}
