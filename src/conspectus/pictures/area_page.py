"""The picture by agency as one page."""

from collections.abc import Callable
from typing import NamedTuple

from markupsafe import Markup

from conspectus.definitions import agencies, words
from conspectus.pages import render, render_part
from conspectus.pages.words import percent
from conspectus.pictures.bars import LEGEND, WIDE, Bar, bar
from conspectus.pictures.months import months
from conspectus.pictures.months import name as month
from conspectus.pictures.silence import silence
from conspectus.pictures.style import picture_style
from conspectus.pictures.times import QUARTERS, answered_by
from conspectus.pictures.words import (
    NOT_CHECKED,
    STATUSES,
    beside,
    half,
    may_have_acted,
    named,
    number,
    spell,
    titles,
    worst_first,
)
from conspectus.records.casebook import AgencyPart, CoverageRow, Picture

PACKAGE = "conspectus.pictures"
EvidenceAt = Callable[[str], str]  # a citation → the address at which it becomes evidence


class AgencyBars(NamedTuple):
    """One agency and the bars of its duties."""

    agency: AgencyPart
    bars: tuple[Bar, ...]


def area_html(picture: Picture) -> str:
    """One self-contained, accessible page of the picture by agency."""
    return render(PACKAGE, "area.html.j2", **_context(picture))


def area_part(picture: Picture, *, evidence_at: EvidenceAt | None = None) -> Markup:
    """The same to be put into another page, without head and style; figures and gaps lead to `evidence_at`."""
    return render_part(PACKAGE, "area.html.j2", **_context(picture, evidence_at))


def _context(picture: Picture, evidence_at: EvidenceAt | None = None) -> dict[str, object]:
    return {
        "picture": picture,
        "evidence_at": evidence_at,
        "picture_style": picture_style(),
        "headline": headline(picture),
        "groups": _groups(picture),
        "silence": silence(picture.silo_gaps, as_of=picture.build.as_of_day) if picture.silo_gaps else None,
        "looked_for": {gap.title: gap.confirmed for gap in picture.silo_gaps},
        "coverage": _coverage(picture),
        "legend": LEGEND,
        "statuses": STATUSES,
        "agency_terms": agencies(),
        "totals": {name: sum(getattr(part, name) for part in picture.agencies) for name in TOTALS},
        "blanked": sum(file.cells_blanked for sender in picture.senders for file in sender.files),
        "not_checked": NOT_CHECKED,
        "wide": WIDE,
        "titles": titles,
        "number": number,
        "half": half,
        "beside": beside,
        "may_have_acted": may_have_acted,
        "named": named,
        "spell": spell,
        "months": months(picture.senders),
        "month": month,
        "answered_by": answered_by,
        "quarters": QUARTERS,
        "words": words,
    }


TOTALS = (
    "rows_in",
    "rows_used",
    "rows_set_aside",
    "met",
    "late",
    "missed",
    "not_yet_due",
    "exempt",
    "indeterminate",
    "not_evaluated",
)


def headline(picture: Picture) -> list[str]:
    """What the picture says first, in sentences."""
    met = sum(part.met for part in picture.agencies)
    decided = sum(part.decided for part in picture.agencies)
    owed = (
        f"Of {number(decided, 'obligation')} that could be decided, {met:,} were met in time"
        if decided
        else ""
    )
    return [
        line
        for line in (
            f"{owed} ({percent(met / decided)})." if decided else "",
            *_fell_between(picture),
            _nothing_known(picture),
        )
        if line
    ]


def _nothing_known(picture: Picture) -> str:
    """Whose returns leave most untold; empty where everything could be looked at."""
    without = sorted(picture.agencies, key=lambda part: -part.not_evaluated)
    count = sum(part.not_evaluated for part in without)
    most = [part.title for part in without if part.not_evaluated][:2]
    if not count:
        return ""
    return (
        f"Nothing can be said of {number(count, 'more obligation')}, most of {' and '.join(most)}: "
        "no return covers what would show them."
    )


def _fell_between(picture: Picture) -> list[str]:
    gaps = picture.silo_gaps
    if not gaps:
        return ["No child fell between agencies in the way that was looked for."]
    children = number(len({gap.child_id for gap in gaps}), "child", "children")
    longest = gaps[0]
    nobody = sum(gap.acted_on is None for gap in gaps)
    tail = (
        f"for {number(nobody, 'of them', 'of them')} nobody has acted yet."
        if nobody
        else "all were acted on in the end."
    )
    return [
        f"{children} fell between agencies: their records together showed signs that none showed alone, "
        f"and nobody acted in time.",
        f"The longest silence is {number(longest.days_silent, 'day')} ({longest.child_id}); {tail}",
    ]


def _groups(picture: Picture) -> list[AgencyBars]:
    return [
        AgencyBars(
            part,
            tuple(bar(f) for f in worst_first(f for f in picture.duties if f.agency == part.agency)),
        )
        for part in picture.agencies
    ]


def _coverage(picture: Picture) -> dict[str, list[CoverageRow]]:
    found: dict[str, list[CoverageRow]] = {}
    for row in picture.coverage:
        found.setdefault(row.group, []).append(row)
    return found
