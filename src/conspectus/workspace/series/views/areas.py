"""Many areas: funnels, who sent what, the trend of each, and what was published of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from conspectus.definitions import AgencyTerm, agencies
from conspectus.errors import ConspectusError
from conspectus.letter import Letter
from conspectus.monitoring import Figures, areas_part, trend, trend_part
from conspectus.monitoring import areas as areas_of
from conspectus.workspace.inspections.policies import Answer, must, runs_workspace
from conspectus.workspace.inspections.views.home import user_of
from conspectus.workspace.letters.editions import Grade, grades, read
from conspectus.workspace.letters.models import Edition
from conspectus.workspace.series import actions
from conspectus.workspace.series.forms import FiguresForm
from conspectus.workspace.series.models import AreaFigures
from conspectus.workspace.series.overview import figures_from
from conspectus.workspace.series.page import FormPage, SeriesPage
from conspectus.workspace.showing import show


class Published(NamedTuple):
    """A letter that was published of an area, and what it judges."""

    edition: Edition
    grades: tuple[Grade, ...]


class Line(NamedTuple):
    """One area in the table of coverage."""

    kept: AreaFigures
    sent: list[str]  # for each agency what its returns answer for; empty where it sent nothing
    letters: list[Published]


@dataclass(frozen=True, kw_only=True)
class AreasPage(SeriesPage, template="series/areas.html"):
    """Funnels of every duty, and who sent what, where."""

    series: None = None
    shown: str
    lines: list[Line]
    agencies: Iterable[AgencyTerm]
    library: bool
    may_take_in: Answer


def areas(request: HttpRequest) -> HttpResponse:
    """Funnels of every duty, and coverage by agency; all of it suppressed, so that anybody signed in may see."""
    newest = {one.area: one for one in AreaFigures.objects.all()}
    read_all = {name: figures_from(one.content) for name, one in newest.items()}
    letters = _letters()
    lines = [
        Line(one, _sent(read_all[name]), _judged(letters.get(name.casefold(), [])))
        for name, one in sorted(newest.items())
    ]
    return show(request, AreasPage(
        shown=areas_part(areas_of(list(read_all.items()))) if read_all else "",
        lines=lines, agencies=agencies().values(), library=settings.LIBRARY is not None,
        may_take_in=runs_workspace(user_of(request)),
    ))  # fmt: skip


def _letters() -> dict[str, list[Edition]]:
    """Published letters by the area inspected."""
    found: dict[str, list[Edition]] = {}
    for one in Edition.objects.filter(published_at__isnull=False).select_related("inspection"):
        found.setdefault(one.inspection.area.casefold(), []).append(one)
    return found


def _judged(letters: list[Edition]) -> list[Published]:
    return [Published(one, grades(one)) for one in letters]


def _sent(figures: Figures) -> list[str]:
    """By agency: how many kinds of event its returns answer for, and for which years."""
    made = []
    for agency in agencies():
        held = [one for one in figures.coverage if one.agency == agency]
        first, last = (
            min((one.from_ for one in held), default=None),
            max((one.to for one in held), default=None),
        )
        made.append(f"{len(held)}, {first:%Y}–{last:%Y}" if first and last else "")
    return made


@dataclass(frozen=True, kw_only=True)
class AreaPage(SeriesPage, template="series/area.html"):
    """The trend of one area, and what was published of it."""

    series: None = None
    area: AreaFigures
    held: list[AreaFigures]
    shown: str
    letters: list[tuple[Edition, Letter]]
    library: bool


def area(request: HttpRequest, number: int) -> HttpResponse:
    """The trend of one area, over every figures file of it, with what was published of it."""
    one = get_object_or_404(AreaFigures, pk=number)
    held = list(AreaFigures.objects.filter(area=one.area))
    told = trend([figures_from(each.content) for each in held])
    letters = [(each, read(each)) for each in _letters().get(one.area.casefold(), [])]
    return show(request, AreaPage(
        area=one, held=held, shown=trend_part(told), letters=letters, library=settings.LIBRARY is not None,
    ))  # fmt: skip


def take_in(request: HttpRequest) -> HttpResponse:
    """Take in an area's figures file; for those who may."""
    user = user_of(request)
    must(runs_workspace, user)
    form = FiguresForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        keys = form.cleaned_data["keys"]
        try:
            actions.take_in(
                content=form.cleaned_data["figures"].read(), keys=keys.read() if keys else b"", by=user
            )
        except ConspectusError as error:
            form.add_error("figures", str(error))
        else:
            return redirect("areas")
    return show(request, FormPage(form=form, title="Take in an area’s figures", button="Take in", files=True))
