"""The log of one inspection: what was done, and on asking what was read; and what of it everybody is told."""

import csv
from dataclasses import dataclass
from datetime import UTC, date
from itertools import groupby

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime

from conspectus.plain import capital, words
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.inspections.searching import Since
from conspectus.workspace.inspections.shown import WORKSPACE, as_told, names_in, read_activity, read_log
from conspectus.workspace.showing import show

A_PAGE = 100


class LogSearch(Since):
    """Who did what, and when."""

    who = forms.ChoiceField(label="Who")
    what = forms.ChoiceField(label="What")
    reading = forms.BooleanField(label="Show what was only read, too")
    field_order = ("who", "what", "since", "until", "reading")


@dataclass(frozen=True, kw_only=True)
class LogPage(InspectionPage, template="inspections/log.html"):
    """Some rows of the log, each with the name of whoever did it."""

    page: Page[Entry]
    kept: str
    rows: list[tuple[Entry, str]]
    form: LogSearch


@part_of(policies.sees_log)
def log(request: HttpRequest, member: Member) -> HttpResponse:
    """Newest first, narrowed by who, what and when."""
    reading = request.GET.get("reading") in ("1", "on")
    every = read_log(member, reading=reading).order_by("-number")
    names = _everybody(every)
    form = LogSearch(
        request.GET, who=[(str(one or ""), name) for one, name in names.items() if one], what=_actions(every)
    )
    page = Paginator(_chosen(form, every), A_PAGE).get_page(request.GET.get("page"))
    told = as_told(member)
    rows = [(told(entry), names.get(entry.actor, WORKSPACE)) for entry in page]
    kept = request.GET.copy()
    kept.pop("page", None)
    return show(
        request, LogPage(inspection=member.inspection, page=page, kept=kept.urlencode(), rows=rows, form=form)
    )


def _chosen(form: LogSearch, every: QuerySet[Entry]) -> QuerySet[Entry]:
    found = form.between(every)
    if who := form.given.get("who"):
        found = found.filter(actor=int(who))
    return found.filter(action=form.given["what"]) if "what" in form.given else found


def _everybody(every: QuerySet[Entry]) -> dict[int | None, str]:
    """Whoever is in the log, by name."""
    actors = every.order_by().values_list("actor", flat=True).distinct()
    found = User.objects.filter(pk__in=actors).order_by("name").values_list("pk", "name")
    names: list[tuple[int | None, str]] = [(None, WORKSPACE), *found]
    return dict(names)


def _actions(every: QuerySet[Entry]) -> list[tuple[str, str]]:
    found = every.order_by().values_list("action", flat=True).distinct()
    return sorted(((one, capital(words(one))) for one in found), key=lambda one: one[1])


@dataclass(frozen=True, kw_only=True)
class ActivityPage(InspectionPage, template="inspections/activity.html"):
    """What was done, day by day, each with the name of whoever did it."""

    page: Page[Entry]
    kept: str
    days: list[tuple[date, list[tuple[Entry, str]]]]


@part_of(policies.anyone)
def activity(request: HttpRequest, member: Member) -> HttpResponse:
    """Who did what, the newest first, as far as this part may know of it."""
    page = Paginator(read_activity(member), A_PAGE).get_page(request.GET.get("page"))
    names, told = names_in(list(page)), as_told(member)
    rows = [(told(entry), names.get(entry.actor, WORKSPACE)) for entry in page]
    days = [(day, list(those)) for day, those in groupby(rows, lambda row: localtime(row[0].at).date())]
    return show(request, ActivityPage(inspection=member.inspection, page=page, kept="", days=days))


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
