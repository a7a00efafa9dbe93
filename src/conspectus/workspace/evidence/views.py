"""What was seen: all of it, one piece, and a new one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from conspectus.definitions import frameworks
from conspectus.terms import Agency, Bearing
from conspectus.workspace.evidence.actions import add_evidence
from conspectus.workspace.evidence.forms import EvidenceForm
from conspectus.workspace.evidence.models import BEARINGS
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import AGENCIES, Member
from conspectus.workspace.inspections.reading import cited_in, last_built

A_PAGE = 50
FILTERS = ("agency", "bearing")


@part_of(policies.inspects)
def evidence(request: HttpRequest, member: Member) -> HttpResponse:
    """All of it, by agency and bearing."""
    chosen = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    found = member.inspection.evidence.filter(**chosen).select_related("by")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "member": member, "inspection": member.inspection, "page": page, "chosen": chosen,
        "agencies": AGENCIES, "bearings": [(word, title.partition(":")[0]) for word, title in BEARINGS],
    }  # fmt: skip
    return render(request, "evidence/evidence.html", context)


@part_of(policies.inspects)
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """Record something; a link from the casebook fills in what it knows."""
    framework = frameworks()[member.inspection.framework]
    known = {
        name: request.GET[name]
        for name in ("seen", "agency", "bearing", "kind", "source")
        if name in request.GET
    }
    form = EvidenceForm(request.POST or None, framework=framework, initial=known)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = add_evidence(
            inspection=member.inspection, kind=given["kind"], agency=Agency(given["agency"]),
            criteria=given["criteria"], bearing=Bearing(given["bearing"]), seen=given["seen"],
            source=given["source"], by=member.person,
        )  # fmt: skip
        return redirect("piece", member.inspection_id, made.pk)
    return render(
        request, "evidence/new.html", {"member": member, "inspection": member.inspection, "form": form}
    )


@part_of(policies.inspects)
def piece(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """One piece, the row it cites, and the ratings that rest on it."""
    one = get_object_or_404(member.inspection.evidence.select_related("by"), pk=number)
    built = last_built(member.inspection)
    cited = cited_in(built.casebook, one.citation) if built and one.citation else None
    context = {
        "member": member, "inspection": member.inspection, "one": one, "cited": cited,
        "moved_on": bool(built and one.content_hash and built.content_hash != one.content_hash),
    }  # fmt: skip
    return render(request, "evidence/piece.html", context)
