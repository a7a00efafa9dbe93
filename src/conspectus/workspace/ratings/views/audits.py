"""The agencies' own audit: written by each agency's contact, locked, and then read by inspectors."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from conspectus.definitions import agencies, frameworks
from conspectus.errors import ConspectusError
from conspectus.terms import Agency
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.ratings import actions, stages
from conspectus.workspace.ratings.forms import AuditForm
from conspectus.workspace.ratings.policies import audits as writes_audit
from conspectus.workspace.ratings.reading import asked_of, children_of
from conspectus.workspace.ratings.visibility import sees_audit


@part_of(policies.inspects)
def audits(request: HttpRequest, member: Member) -> HttpResponse:
    """Each agency and how far it is; the lead says here why one sends none."""
    one = member.inspection
    found = {audit.agency: audit for audit in one.audits.select_related("sent_by", "absent_by")}
    looked_at = frameworks()[one.framework].looks_at
    rows = [(term, found.get(term.id)) for term in agencies().values() if term.id in looked_at]
    context = {
        "member": member, "inspection": one, "rows": rows, "locked": stages.audits_locked(one),
        "may_excuse": policies.leads(member) and stages.auditing(one),
    }  # fmt: skip
    return render(request, "ratings/audits.html", context)


def _agency(member: Member, word: str) -> Agency:
    """The agency that is meant; a contact of another gets 404, as for anything that is not there."""
    if word not in frameworks()[member.inspection.framework].looks_at:
        raise Http404
    if member.role == Role.CONTACT and member.agency != word:
        raise Http404
    return Agency(word)


@part_of(policies.anyone)
def audit(request: HttpRequest, member: Member, agency: str) -> HttpResponse:
    """One agency's audit: to its contact to write, to inspectors to read once it is locked."""
    whose, one = _agency(member, agency), member.inspection
    if not sees_audit(member, agency):
        raise PermissionDenied
    kept = one.audits.filter(agency=agency).select_related("sent_by", "absent_by").first()
    answers = list(kept.answers.all()) if kept else []
    questions = asked_of(frameworks()[one.framework], whose)
    record(Action.AUDIT_READ, by=member.person, inspection=one.pk, target=f"agency:{agency}")
    children = [
        (known, {answer.criterion: answer for answer in answers if answer.child == known.child})
        for known in children_of(one, whose)
    ]
    context = {
        "member": member, "inspection": one, "term": agencies()[whose], "audit": kept, "questions": questions,
        "lines": [
            (known, len(given) == len(questions), [given.get(question.id) for question in questions])
            for known, given in children
        ],
        "writes": writes_audit(member, agency) and stages.auditing(one) and not (kept and kept.sent_at),
        "whole": all(len(given) == len(questions) for _, given in children),
    }  # fmt: skip
    return render(request, "ratings/audit.html", context)


@part_of(policies.anyone)
def child(request: HttpRequest, member: Member, agency: str, child: str) -> HttpResponse:
    """The agency's own part for one child, question by question."""
    whose, one = _agency(member, agency), member.inspection
    if not writes_audit(member, agency):
        raise PermissionDenied
    known = next((found for found in children_of(one, whose) if found.child == child), None)
    if known is None:
        raise Http404
    kept = one.audits.filter(agency=agency).first()
    before = kept.answers.filter(child=child) if kept else []
    framework = frameworks()[one.framework]
    form = AuditForm(
        request.POST or None, questions=asked_of(framework, whose), framework=framework, before=list(before)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(inspection=one, agency=whose, child=child, given=form.answers(), by=member.person)
        except ConspectusError as error:
            form.add_error(None, str(error))
        else:
            return redirect("audit", one.pk, agency)
    context = {"member": member, "inspection": one, "term": agencies()[whose], "known": known, "form": form}
    return render(request, "ratings/audit_child.html", context)


@require_POST
@part_of(policies.anyone)
def send(request: HttpRequest, member: Member, agency: str) -> HttpResponse:
    """The agency has done."""
    whose = _agency(member, agency)
    if not writes_audit(member, agency):
        raise PermissionDenied
    try:
        actions.send(
            inspection=member.inspection,
            agency=whose,
            summary=request.POST.get("summary", ""),
            by=member.person,
        )
    except ConspectusError as error:
        messages.error(request, str(error))
    return redirect("audit", member.inspection_id, agency)


@require_POST
@part_of(policies.leads)
def absent(request: HttpRequest, member: Member, agency: str) -> HttpResponse:
    """Why an agency sends no audit."""
    whose = _agency(member, agency)
    try:
        actions.excuse(
            inspection=member.inspection, agency=whose, why=request.POST.get("why", ""), by=member.person
        )
    except ConspectusError as error:
        messages.error(request, str(error))
    return redirect("audits", member.inspection_id)
