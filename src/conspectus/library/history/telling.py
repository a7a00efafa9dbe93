"""The published history of one area, told from a library."""

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from conspectus.definitions import PublishedArea, published_areas
from conspectus.errors import LibraryError
from conspectus.library.coverage import By, Group, cover
from conspectus.library.facts import codes_of, resolve_area
from conspectus.library.history.echoes import Echoes
from conspectus.library.history.model import AreaHistory, Asked, Count, Echo, OfReport, Still
from conspectus.library.model import Report, Sentence
from conspectus.library.search import area_codes
from conspectus.library.store import LibraryFile
from conspectus.library.telling import by_agency, day_of, kind_title, listed_as
from conspectus.library.words import Polarity

ASKED = ("priority_actions", "improvements")
ASIDE = re.compile(
    r"\(.*\)$|.*:$"
)  # such as "(This was a recommendation at the last inspection.)", or what leads in
COLUMNS = {"area", "neighbour"}


def history(library: LibraryFile, name: str, neighbours: Sequence[str] = ()) -> AreaHistory:
    """What every inspectorate found in an area, the newest first; a LibraryError where there is no report of it.

    `neighbours` are codes of the areas to stand beside; without any, those of the same region and type of authority.
    """
    codes = area_codes(library, name)
    reports = [one for code in codes for one in library.of_area(code)]
    reports.sort(key=lambda one: (day_of(one) is not None, str(day_of(one)), one.file))
    known = _known().get(codes[-1])
    return AreaHistory(
        name=reports[-1].area or name,
        code=codes[-1],
        region=known.region if known else None,
        type=known.type if known else None,
        reports=tuple(reversed(_told(reports))),
        neighbours=_in_words(known, neighbours),
        beside=_beside(library, reports, neighbours or _alike(known)),
    )


def neighbours_in(path: Path, code: str) -> list[str]:
    """The codes of an area's neighbours in a CSV file with the columns area and neighbour, by name or code."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"the neighbours cannot be read: {error}", str(path), "Check the path.") from None
    if not rows or not rows[0].keys() >= COLUMNS:
        raise LibraryError("it holds no neighbours", str(path), "Give the columns area and neighbour.")
    found = [_code(row["neighbour"], path) for row in rows if _code(row["area"], path) == code]
    if not found:
        raise LibraryError(f"it names no neighbour of {code}", str(path), "Add a row for each of them.")
    return found


def _code(name: str, path: Path) -> str:
    """The present code of an authority by any of its names or codes."""
    given = codes_of(name.strip())[-1]
    area = resolve_area(name.strip())
    if area is None and given not in _known():
        raise LibraryError(f"there is no authority {name}", str(path), "Give its name, or its code.")
    return area.codes[-1] if area else given


def _told(reports: Sequence[Report]) -> list[OfReport]:
    """Each report, the oldest first, with what became of what it asked for."""
    echoes = Echoes(one for report in reports for one in report.sentences)
    return [_of_report(report, reports[at + 1 :], echoes) for at, report in enumerate(reports)]


def _of_report(report: Report, later: Sequence[Report], echoes: Echoes) -> OfReport:
    return OfReport(
        file=report.file, sha256=report.sha256, kind=report.kind, title=kind_title(report),
        inspectorates=report.inspectorates, day=day_of(report), theme=report.theme, grades=report.grades,
        found=tuple(
            Count(agency=one.agency, strengths=len(one.strengths), weaknesses=len(one.weaknesses), mixed=len(one.mixed))
            for one in by_agency(report)
        ),
        asked=tuple(
            _asked(one, priority=name == ASKED[0], later=later, echoes=echoes)
            for name in ASKED for one in listed_as(report, name) if not ASIDE.match(one.text)
        ),
    )  # fmt: skip


def _asked(one: Sentence, *, priority: bool, later: Sequence[Report], echoes: Echoes) -> Asked:
    still, echo = Still.NOT_NAMED if later else Still.NO_LATER, None
    for place, report in enumerate(later):
        again, found = _again(one, report, echoes)
        if found:
            still = again if place == 0 else Still.LATER
            echo = Echo(file=report.file, sha256=report.sha256, page=found.page, text=found.text)
            break
    return Asked(
        text=one.text, page=one.page, agencies=one.agencies, priority=priority, still=still, echo=echo
    )


def _again(one: Sentence, report: Report, echoes: Echoes) -> tuple[Still, Sentence | None]:
    """Whether a report lists much the same, or finds it wanting."""
    listed = [item for name in ASKED for item in listed_as(report, name) if not ASIDE.match(item.text)]
    if found := echoes.nearest(one, listed):
        return Still.ASKED, found
    wanting = [
        item
        for item in report.sentences
        if item.polarity in (Polarity.WEAKNESS, Polarity.MIXED) and not ASIDE.match(item.text)
    ]
    return Still.WANTING, echoes.nearest(one, wanting)


def _beside(library: LibraryFile, own: Sequence[Report], neighbours: Iterable[str]) -> tuple[Group, ...]:
    """Coverage of the area and of its neighbours, by name and never by rank."""
    others = [report for code in neighbours for report in library.of_area(code)]
    mine = {one.sha256 for one in own}
    return cover([*own, *(one for one in others if one.sha256 not in mine)], By.AREA).groups


def _alike(known: PublishedArea | None) -> list[str]:
    """The codes of those of the same region and type."""
    if known is None:
        return []
    return [
        one.codes[-1]
        for one in published_areas()
        if (one.region, one.type) == (known.region, known.type) and one.last is None and one is not known
    ]


def _in_words(known: PublishedArea | None, neighbours: Sequence[str]) -> str:
    if neighbours:
        return "the neighbours that were given"
    return f"{known.region}, {known.type}" if known else "none are known"


@cache
def _known() -> dict[str, PublishedArea]:
    return {area.codes[-1]: area for area in published_areas()}
