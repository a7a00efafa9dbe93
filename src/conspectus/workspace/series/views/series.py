"""A series: its trends, rounds, actions, who takes part, and who may see its figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from conspectus.errors import ConspectusError
from conspectus.monitoring import trend_part, trend_style
from conspectus.pages import held_to
from conspectus.terms import Nation
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.answering import done
from conspectus.workspace.inspections.policies import Answer, must, runs_workspace
from conspectus.workspace.inspections.views.home import user_of
from conspectus.workspace.series import actions, overview, policies
from conspectus.workspace.series.asking import part_of
from conspectus.workspace.series.checked import checked
from conspectus.workspace.series.forms import DoneForm, FiguresForm, GrantForm, ParticipantForm, SeriesForm
from conspectus.workspace.series.models import AgreedAction, Grant, Participant, Round, Series
from conspectus.workspace.series.page import FormPage, SeriesPage
from conspectus.workspace.series.parts import PARTS, Described, Part
from conspectus.workspace.showing import show


def new(request: HttpRequest) -> HttpResponse:
    """Set up a series; for those who may."""
    user = user_of(request)
    must(runs_workspace, user)
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"nation": Nation(form.cleaned_data["nation"])}
        return redirect("series", actions.set_up_series(by=user, **given).pk)
    return show(request, FormPage(form=form, title="Set up a partnership’s series", button="Set up"))


@dataclass(frozen=True, kw_only=True)
class Overview(SeriesPage, template="series/series.html"):
    """Where a series stands, and its trends."""

    series: Series
    part: Participant
    now: Round | None
    rounds: list[Round]
    late: list[overview.Sending]
    actions: list[AgreedAction]
    today: date
    shown: str
    may_open: Answer


@part_of(policies.anyone)
def series(request: HttpRequest, one: Participant) -> HttpResponse:
    """Where the series stands, and its trends; to a contact its own agency's."""
    told = overview.trend_of(one.series, agency=one.agency)
    now = overview.open_round(one.series)
    return show(request, Overview(
        part=one, series=one.series, now=now, rounds=overview.rounds_of(one.series)[::-1],
        late=[each for each in overview.sendings(now, agency=one.agency) if each.late] if now else [],
        actions=overview.open_actions(one), today=timezone.localdate(),
        shown=trend_part(told) if told else "", may_open=policies.coordinates(one),
    ))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PeoplePage(SeriesPage, template="series/people.html"):
    """Who takes part in a series."""

    series: Series
    form: ParticipantForm
    parts: Iterable[Described]
    now: Round | None
    rows: Iterable[Participant]


@part_of(policies.coordinates)
def people(request: HttpRequest, one: Participant) -> HttpResponse:
    """Who takes part, and a form for another."""
    form = ParticipantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"part": Part(form.cleaned_data["part"])}
        try:
            actions.add_participant(series=one.series, by=one.person, **given)
        except ConspectusError as error:
            form.add_error("email", str(error))
        else:
            return redirect("series_people", one.series_id)
    return show(request, PeoplePage(
        series=one.series, form=form, parts=PARTS.values(), now=overview.open_round(one.series),
        rows=one.series.participants.select_related("person"),
    ))  # fmt: skip


@require_POST
@part_of(policies.coordinates)
def remove(request: HttpRequest, one: Participant, number: int) -> HttpResponse:
    """Take a part away."""
    who = get_object_or_404(one.series.participants.select_related("series", "person"), pk=number)
    return done(
        request, lambda: actions.remove_participant(participant=who, by=one.person),
        "series_people", one.series_id,
    )  # fmt: skip


@part_of(policies.coordinates)
def bring_in(request: HttpRequest, one: Participant) -> HttpResponse:
    """A round that was done by files."""
    form = FiguresForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            keys = form.cleaned_data["keys"]
            found = checked(form.cleaned_data["figures"].read(), keys=keys.read() if keys else b"")
            actions.bring_in(series=one.series, figures=found.figures, by=one.person)
        except ConspectusError as error:
            form.add_error("figures", str(error))
        else:
            return redirect("series", one.series_id)
    return show(request, FormPage(
        series=one.series, form=form, title="Bring in a round that was done by files", button="Bring in",
        files=True,
    ))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SharingPage(SeriesPage, template="series/sharing.html"):
    """Which inspections may see the figures of a series."""

    series: Series
    form: GrantForm
    grants: Iterable[Grant]


@part_of(policies.coordinates)
def sharing(request: HttpRequest, one: Participant) -> HttpResponse:
    """Which inspections may see the figures, and a form for another."""
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant(series=one.series, by=one.person, **form.cleaned_data)
        except ConspectusError as error:
            form.add_error("inspection", str(error))
        else:
            return redirect("series_sharing", one.series_id)
    grants = one.series.grants.select_related("inspection", "by")
    return show(request, SharingPage(series=one.series, form=form, grants=grants))


@require_POST
@part_of(policies.anyone)
def withdraw(request: HttpRequest, one: Participant, number: int) -> HttpResponse:
    """An inspection sees nothing more."""
    found = get_object_or_404(Grant.objects.select_related("series"), pk=number, series=one.series_id)
    return done(
        request, lambda: actions.withdraw_grant(grant=found, by=one.person), "series_sharing", one.series_id
    )


@dataclass(frozen=True, kw_only=True)
class OwedPage(SeriesPage, template="series/owed.html"):
    """What is owed now; None where there is no casebook."""

    series: Series
    part: Participant
    found: overview.OwedNow | None
    within: int
    all: Answer


@part_of(policies.anyone)
def owed(request: HttpRequest, one: Participant) -> HttpResponse:
    """What is owed now: a contact's own agency's obligations alone, all to the others; logged."""
    found = overview.owed_now(one)
    record(
        Action.OWED_READ, by=one.person, inspection=found.inspection.pk if found else None,
        target=f"series:{one.series_id}", agency=one.agency,
    )  # fmt: skip
    return show(request, OwedPage(
        part=one, series=one.series, found=found, within=overview.WITHIN, all=policies.sees_every_agency(one),
    ))  # fmt: skip


@require_POST
@part_of(policies.anyone)
def mark_done(request: HttpRequest, one: Participant, number: int) -> HttpResponse:
    """An action was done, on the day given or today."""
    found = get_object_or_404(AgreedAction.objects.select_related("series"), pk=number, series=one.series_id)
    form = DoneForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give the day on which it was done, for example 31 3 2026.")
        return redirect("series", one.series_id)
    return done(
        request, lambda: actions.mark_done(action=found, on=form.cleaned_data["on"], by=one.person),
        "series", one.series_id, says="It is marked on the charts of the figures that should move.",
    )  # fmt: skip


@login_not_required
def trends_css(request: HttpRequest) -> HttpResponse:
    """How trends and funnels are styled; the same for everybody."""
    return HttpResponse(
        held_to("trends", str(trend_style())),
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": "max-age=3600"},
    )
