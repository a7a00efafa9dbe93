"""What an inspection sees of a series that was opened to it: suppressed trends, and a signal as evidence."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import SafeString

from conspectus.definitions import frameworks
from conspectus.monitoring import Series as TrendSeries
from conspectus.monitoring import Trend, named, story, trend_part
from conspectus.pages import Context
from conspectus.plain import day
from conspectus.terms import Bearing
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.actions import Observation, add_evidence
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections import policies
from conspectus.workspace.inspections.access import part_of
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.page import InspectionPage
from conspectus.workspace.series.forms import SignalForm
from conspectus.workspace.series.models import Grant
from conspectus.workspace.series.overview import NEWS, news_key, trend_of
from conspectus.workspace.series.views.rounds import Told
from conspectus.workspace.showing import show, write


def grants_of(member: Member) -> list[Grant]:
    """The series that are open to an inspection now."""
    found = member.inspection.series_opened.filter(withdrawn_at=None)
    return list(found.select_related("series", "inspection"))


@dataclass(frozen=True, kw_only=True)
class BesidePart(Context, template="series/beside.html"):
    """What each series that is open says, each trend with where it becomes evidence."""

    inspection: Inspection
    rows: list[tuple[Grant, list[tuple[Told, str | None]]]]


def beside_picture(member: Member) -> SafeString | str:
    """On the picture, what each series that is open says of the same duties, signals first."""
    if not policies.inspects(member) or not (grants := grants_of(member)):
        return ""
    rows = []
    for grant in grants:
        told = trend_of(grant.series, published=True)
        shares = [one for one in told.series if one.measure == "share" and one.decided] if told else []
        rows.append((grant, [(Told(one), evidence_at(grant, one)) for one in shares]))
    return write(BesidePart(inspection=member.inspection, rows=rows))


def evidence_at(grant: Grant, series: TrendSeries) -> str | None:
    """Where a signal becomes evidence; none without one, and none of whom the inspection asks nothing."""
    asked = frameworks()[grant.inspection.framework].looks_at
    if series.state not in NEWS or series.agency not in asked:
        return None
    form = reverse("signal_evidence", args=[grant.inspection_id, grant.pk])
    return f"{form}?{urlencode({'series': news_key(series)})}"


def _read(member: Member, number: int) -> Grant:
    """One that is open, which is logged."""
    grant = get_object_or_404(
        Grant.objects.select_related("series", "inspection"),
        pk=number, inspection=member.inspection_id, withdrawn_at=None,
    )  # fmt: skip
    record(
        Action.FIGURES_READ, by=member.person, inspection=member.inspection_id,
        target=f"series:{grant.series_id}",
    )  # fmt: skip
    return grant


@dataclass(frozen=True, kw_only=True)
class TrendsPage(InspectionPage, template="series/trends.html"):
    """The trends of a series, as an inspection sees them."""

    grant: Grant
    shown: str


@part_of(policies.inspects)
def trends(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """The trends of a series, suppressed."""
    grant = _read(member, number)
    told = trend_of(grant.series, published=True)
    shown = trend_part(told, evidence_at=lambda one: evidence_at(grant, one)) if told else ""
    return show(request, TrendsPage(inspection=member.inspection, grant=grant, shown=shown))


@dataclass(frozen=True, kw_only=True)
class SignalPage(InspectionPage, template="series/signal.html"):
    """A signal that becomes evidence."""

    form: SignalForm
    grant: Grant
    told: Told
    recorded: list[Evidence]  # of the same signal


@part_of(policies.inspects)
def signal(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """A signal as evidence: filled in, but for the questions that it bears on."""
    grant = _read(member, number)
    told = trend_of(grant.series, published=True)
    wanted = request.GET.get("series", "")
    found = next((one for one in told.series if news_key(one) == wanted), None) if told else None
    if told is None or found is None or found.agency is None or not evidence_at(grant, found):
        raise Http404
    bearing = Bearing.AGAINST if found.state == "concern" else Bearing.FOR
    form = SignalForm(
        request.POST or None, framework=frameworks()[member.inspection.framework], agency=found.agency,
        initial={"seen": seen(found, told), "bearing": bearing.value},
    )  # fmt: skip
    source = f"Figures of {grant.series.title}, as of {day(told.as_of)}, {named(found)}"
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        observed = Observation(
            kind="document", agency=found.agency, criteria=given["criteria"], bearing=Bearing(given["bearing"]),
            seen=given["seen"], source=source,
        )  # fmt: skip
        made = add_evidence(inspection=member.inspection, observed=observed, by=member.person)
        messages.success(request, f"Recorded as {made.code}.")
        return redirect("piece", member.inspection_id, made.pk)
    recorded = list(member.inspection.evidence.filter(agency=found.agency, source=source))
    return show(request, SignalPage(
        inspection=member.inspection, form=form, grant=grant, told=Told(found), recorded=recorded,
    ))  # fmt: skip


def seen(series: TrendSeries, told: Trend) -> str:
    """What a signal shows, and from when on its figures mean something else: its reader has no chart."""
    changed = [
        f" Declared change of {day(one.date)}: {one.what}."
        for one in told.changes
        if one.concerns(duty=series.duty, agency=series.agency)
    ]
    return f"{named(series)}: {story(series)}{''.join(changed)}"
