"""The picture by agency as one page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from conspectus.definitions import AgencyTerm, agencies
from conspectus.pages import Context, render, render_part
from conspectus.pictures.bars import WIDE, Bar, bar
from conspectus.pictures.heat import Heat, heat, look
from conspectus.pictures.months import Months, month_of, months
from conspectus.pictures.silence import Silence, silence
from conspectus.pictures.style import picture_style
from conspectus.pictures.times import QUARTERS, answered_by
from conspectus.pictures.words import (
    beside,
    half,
    may_have_acted,
    named,
    titles,
    worst_first,
)
from conspectus.plain import capital, forms, listed, number, percent, spell, words
from conspectus.records.casebook import AgencyPart, CoverageRow, DutyFigure, Picture, SiloGap
from conspectus.terms import DECIDED, UNDECIDED, Agency, Status
from conspectus.wording import Word, statuses

PACKAGE = "conspectus.pictures"
EvidenceAt = Callable[[str], str]  # a citation → the address at which it becomes evidence
CARDS = 6  # gaps that are shown as cards, the longest silence first; all are in the table


class AgencyBars(NamedTuple):
    """One agency and the bars of its duties."""

    agency: AgencyPart
    bars: tuple[Bar, ...]


def area_html(picture: Picture) -> str:
    """One self-contained, accessible page of the picture by agency."""
    return render(PACKAGE, _page(picture))


@dataclass(frozen=True)
class Ways:
    """Where a picture within another page leads; within a page of its own nothing leads out of it."""

    evidence: EvidenceAt | None = None
    child: Callable[[str], str] | None = None  # a child's id → its chronology
    obligations: Callable[[DutyFigure], str] | None = None  # a figure → the obligations that it counts


def area_part(picture: Picture, ways: Ways) -> Markup:
    """The same to be put into another page, without head and style, its figures, gaps and children leading on."""
    return render_part(PACKAGE, _page(picture, ways))


def heads(words_of: Iterable[Word]) -> list[tuple[str, str]]:
    """Headings of columns that count statuses."""
    return [(capital(word.word), "number") for word in words_of]


@dataclass(frozen=True, kw_only=True)
class AreaPage(Context, template="area.html.j2"):
    """A picture as it is drawn and as it is listed, and how a template says what it shows of it."""

    picture: Picture
    ways: Ways
    picture_style: Markup
    headline: Sequence[str]
    heat: Heat
    scale: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    cards: Sequence[SiloGap]
    held: str
    groups: Sequence[AgencyBars]
    silence: Silence | None
    looked_for: Mapping[str, bool]
    coverage: Mapping[str, Sequence[CoverageRow]]
    statuses: Mapping[Status, Word]
    tallied: Sequence[Word]
    decided: str
    agency_terms: Mapping[Agency, AgencyTerm]
    totals: Mapping[str, int]
    blanked: int
    months: Months | None
    wide: float = WIDE
    quarters: tuple[float, ...] = QUARTERS
    heads: Callable[[Iterable[Word]], list[tuple[str, str]]] = heads
    titles: Callable[[Sequence[Agency]], str] = titles
    number: Callable[..., str] = number
    forms: Callable[..., str] = forms
    half: Callable[[DutyFigure], str] = half
    beside: Callable[[DutyFigure], list[str]] = beside
    may_have_acted: Callable[[SiloGap], str] = may_have_acted
    named: Callable[[DutyFigure], str] = named
    spell: Callable[..., str] = spell
    month: Callable[[date], str] = month_of
    answered_by: Callable[[DutyFigure, float], float | None] = answered_by
    words: Callable[[str], str] = words


def _page(picture: Picture, ways: Ways = Ways()) -> AreaPage:
    return AreaPage(
        picture=picture,
        ways=ways,
        picture_style=picture_style(),
        headline=headline(picture),
        heat=heat(picture),
        scale=_scale(),
        cards=picture.silo_gaps[:CARDS],
        held=listed([f"{part.title} {part.gaps_held:,}" for part in picture.agencies if part.gaps_held]),
        groups=_groups(picture),
        silence=silence(picture.silo_gaps, as_of=picture.build.as_of_day) if picture.silo_gaps else None,
        looked_for={gap.title: gap.confirmed for gap in picture.silo_gaps},
        coverage=_coverage(picture),
        statuses=statuses(),
        tallied=[statuses()[status] for status in (*DECIDED, *UNDECIDED)],
        decided=listed([statuses()[status].word for status in DECIDED]),
        agency_terms=agencies(),
        totals={name: sum(getattr(part, name) for part in picture.agencies) for name in TOTALS},
        blanked=sum(file.cells_blanked for sender in picture.senders for file in sender.files),
        months=months(picture.senders),
    )


SURE = (("narrow", 0.1), ("wide", 0.4), ("very wide", 0.8))  # widths of an interval, for the legend


def _scale() -> list[tuple[str, list[tuple[str, str]]]]:
    """The legend: for a narrow and a wide interval the looks of some shares."""
    return [(f"{says} interval", [(percent(tenth / 10), look(tenth / 10, width)) for tenth in range(0, 11, 2)])
            for says, width in SURE]  # fmt: skip


TOTALS = ("rows_in", "rows_used", "rows_set_aside", *Status)


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
        f"Nothing can be said of {number(count, 'more obligation')}, most of {listed(most)}: "
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
