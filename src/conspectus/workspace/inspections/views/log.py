"""The log of one inspection: what was done, and on asking what was read."""

import csv
from dataclasses import dataclass
from datetime import UTC

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse

from conspectus.workspace.audit.models import Entry
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.shown import as_told, names_in, read_log
from conspectus.workspace.showing import show

A_PAGE = 100


@dataclass(frozen=True, kw_only=True)
class LogPage(InspectionPage, template="inspections/log.html"):
    """Some rows of the log, each with the name of whoever did it."""

    page: Page[Entry]
    kept: str
    rows: list[tuple[Entry, str]]
    reading: bool


@part_of(policies.sees_log)
def log(request: HttpRequest, member: Member) -> HttpResponse:
    """Newest first."""
    reading = request.GET.get("reading") == "1"
    found = read_log(member, reading=reading).order_by("-number")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    names = names_in(list(page))
    told = as_told(member)
    rows = [(told(entry), names.get(entry.actor, "The workspace")) for entry in page]
    kept = "reading=1" if reading else ""
    return show(
        request, LogPage(inspection=member.inspection, page=page, kept=kept, rows=rows, reading=reading)
    )


@part_of(policies.sees_log)
def export(request: HttpRequest, member: Member) -> HttpResponse:
    """All of it as CSV, with seals: ids alone, so that nothing in it can run as a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="log-{member.inspection_id}.csv"'
    writer = csv.writer(response)
    columns = ("number", "at", "actor", "action", "target", "details", "seal")
    writer.writerow(columns)
    told = as_told(member)
    for entry in read_log(member, reading=True, exported=True).iterator():
        at, row = entry.at.astimezone(UTC).isoformat(), told(entry)
        writer.writerow([at if name == "at" else getattr(row, name) for name in columns])
    return response
