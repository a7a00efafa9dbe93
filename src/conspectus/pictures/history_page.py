"""An area's published history as one page: found by agency over time, asked for, and beside its neighbours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from conspectus.library import SpokenOf
from conspectus.library.history import STILL, AreaHistory, Count, OfReport, Still
from conspectus.pages import Context, render, render_part
from conspectus.pictures.coverage_page import between, looks
from conspectus.pictures.style import picture_style
from conspectus.plain import day

PACKAGE = "conspectus.pictures"
Lead = Callable[[str], str]  # the hash of a report's file → its page


@dataclass(frozen=True, kw_only=True)
class HistoryPage(Context, template="history.html.j2"):
    """The tables of an area's history, and where its reports lead to."""

    told: AreaHistory
    lead: Lead | None
    picture_style: Markup
    titles: Mapping[SpokenOf, str]
    still: Mapping[Still, str]
    named: Callable[[OfReport], str]
    counted: Callable[[OfReport, SpokenOf], str]
    between: Callable[..., str] = between


def history_html(told: AreaHistory) -> str:
    """A self-contained, accessible page."""
    return render(PACKAGE, _page(told, None))


def history_part(told: AreaHistory, lead: Lead) -> Markup:
    """The same to be put into another page, without head and style."""
    return render_part(PACKAGE, _page(told, lead))


def _page(told: AreaHistory, lead: Lead | None) -> HistoryPage:
    spoken = {count.agency for one in told.reports for count in one.found}
    return HistoryPage(
        told=told,
        lead=lead,
        picture_style=picture_style(),
        titles={word: name for word, (name, _) in looks().items() if word in spoken},
        still=STILL,
        named=_named,
        counted=_counted,
    )


def _named(one: OfReport) -> str:
    """A report by its day and kind."""
    return f"{day(one.day) if one.day else 'Day not known'}, {one.title}"


def _counted(one: OfReport, agency: SpokenOf) -> str:
    """What a report finds of an agency, in numbers."""
    found = next((count for count in one.found if count.agency is agency), None)
    return _numbers(found) if found else "–"


def _numbers(found: Count) -> str:
    parts = ((found.strengths, "+"), (found.weaknesses, "−"), (found.mixed, "±"))
    return " ".join(f"{many}{sign}" for many, sign in parts if many)
