"""Declared changes of a series: the list, and to declare one, put it right, or take it back."""

from dataclasses import dataclass
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from conspectus.errors import ConspectusError
from conspectus.workspace.inspections.meanwhile import SEEN, carry
from conspectus.workspace.inspections.policies import Answer
from conspectus.workspace.series import actions, overview, policies
from conspectus.workspace.series.asking import part_of
from conspectus.workspace.series.forms import ChangeForm
from conspectus.workspace.series.models import DeclaredChange, Participant, Series
from conspectus.workspace.series.page import SeriesPage
from conspectus.workspace.showing import show


class Line(NamedTuple):
    """A declared change, and on how many charts it is."""

    change: DeclaredChange
    charts: int


@dataclass(frozen=True, kw_only=True)
class ChangesPage(SeriesPage, template="series/changes.html"):
    """What was declared, and what of it was taken back."""

    series: Series
    lines: list[Line]
    taken_back: list[DeclaredChange]
    may_declare: Answer


@part_of(policies.anyone)
def declared_changes(request: HttpRequest, one: Participant) -> HttpResponse:
    """What was declared; to a contact what concerns its own agency."""
    told = overview.trend_of(one.series, agency=one.agency)
    held = [(each.duty, each.agency) for each in told.series if each.measure != "time"] if told else []
    lines = [
        Line(each, sum(overview.as_change(each).concerns(duty=duty, agency=agency) for duty, agency in held))
        for each in overview.changes_of(one.series, agency=one.agency)
    ]
    gone = one.series.changes.filter(taken_back_at__isnull=False).select_related("taken_back_by")
    return show(request, ChangesPage(
        series=one.series, lines=lines, may_declare=policies.coordinates(one),
        taken_back=[each for each in gone if not one.agency or each.agency in ("", one.agency)],
    ))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ChangePage(SeriesPage, template="series/change.html"):
    """One declaration: to make, or to put right."""

    series: Series
    form: ChangeForm
    change: DeclaredChange | None


@part_of(policies.coordinates)
def declare(request: HttpRequest, one: Participant) -> HttpResponse:
    """Declare a change."""
    form = ChangeForm(request.POST or None, nation=one.series.nation)
    if request.method == "POST" and form.is_valid():
        declared = actions.Declaration(**form.cleaned_data)
        try:
            actions.declare_change(series=one.series, declared=declared, by=one.person)
        except ConspectusError as error:
            form.add_error("what", str(error))
        else:
            messages.success(
                request, "It is declared: the charts have a mark, and limits of their own after it."
            )
            return redirect("declared_changes", one.series_id)
    return show(request, ChangePage(series=one.series, form=form, change=None))


def _change(one: Participant, number: int) -> DeclaredChange:
    return get_object_or_404(
        DeclaredChange.objects.select_related("series", "by"), pk=number, series=one.series_id
    )


def _gone(request: HttpRequest, found: DeclaredChange) -> HttpResponse:
    """Nothing is to be done any more with one that was taken back."""
    messages.error(request, "It was taken back already: declare it anew if it still holds.")
    return redirect("declared_changes", found.series_id)


@part_of(policies.coordinates)
def correct(request: HttpRequest, one: Participant, number: int) -> HttpResponse:
    """Put a declaration right."""
    found = _change(one, number)
    if found.taken_back_at:
        return _gone(request, found)
    stands = {name: getattr(found, name) for name in ("date", "what", "duty", "agency")}
    form = ChangeForm(request.POST or None, initial=stands, nation=one.series.nation)
    carry(form, found.mark)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_change(
                change=found, declared=actions.Declaration(**form.cleaned_data),
                instead_of=request.POST.get(SEEN, ""), by=one.person,
            )  # fmt: skip
        except ConspectusError as error:
            form.add_error("what", str(error))
        else:
            messages.success(request, "It is put right, on every chart that it concerns.")
            return redirect("declared_changes", one.series_id)
    return show(request, ChangePage(series=one.series, form=form, change=found))


@dataclass(frozen=True, kw_only=True)
class TakeBackPage(SeriesPage, template="series/take_back.html"):
    """Whether a declaration is to be taken back."""

    series: Series
    change: DeclaredChange


@part_of(policies.coordinates)
def take_back(request: HttpRequest, one: Participant, number: int) -> HttpResponse:
    """Ask, then take a declaration back."""
    found = _change(one, number)
    if found.taken_back_at:
        return _gone(request, found)
    if request.method == "POST":
        try:
            actions.take_back_change(change=found, instead_of=request.POST.get(SEEN, ""), by=one.person)
        except ConspectusError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "It is taken back: the charts are drawn without it.")
        return redirect("declared_changes", one.series_id)
    return show(request, TakeBackPage(series=one.series, change=found))
