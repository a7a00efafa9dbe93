"""One child's joint chronology as a page."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from conspectus.definitions import AgencyTerm, agencies
from conspectus.pages import Context, render, render_part
from conspectus.pictures.area_page import EvidenceAt
from conspectus.pictures.knowing import Knew, knew
from conspectus.pictures.lanes import CROWDED, DESK, PHONE, QUIET, QUIET_ABOVE, Lanes, lanes
from conspectus.pictures.periods import Part, Period, busiest, parts_of, said, whole_of
from conspectus.pictures.style import picture_style
from conspectus.pictures.words import may_have_acted, titles
from conspectus.plain import month, number
from conspectus.records.casebook import ChildChronology, ChronologyEntry, Owed, SiloGap
from conspectus.terms import Agency, Status
from conspectus.wording import Word, statuses

PACKAGE = "conspectus.pictures"


def _nothing(line: int, entry: ChronologyEntry) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What another page gives a chronology that it holds: where marks and lines lead, and what it adds."""

    evidence_at: EvidenceAt | None = None
    said_of: Callable[[int, ChronologyEntry], str] = _nothing  # under the entry of a line
    tools: str = ""  # between what matters most and the drawing
    day: date | None = None  # on which it says what each agency could know
    period: Period | None = None  # that is drawn; else the busiest
    period_at: Callable[[Period], str] | None = None  # without it all is drawn at once, on one sheet


class Move(NamedTuple):
    """Another period to look at, and what its link says."""

    title: str
    period: Period


@dataclass(frozen=True, kw_only=True)
class ChildPage(Context, template="child.html.j2"):
    """A chronology as it is drawn and as it is listed, and how a template says what it shows of it."""

    story: ChildChronology
    around: Around
    picture_style: Markup
    heading: str
    drawings: Sequence[Lanes]
    period: Period | None
    parts: Sequence[Part]
    moves: Sequence[Move]
    months: Sequence[tuple[str, list[tuple[int, ChronologyEntry]]]]
    known_then: Knew | None
    known: Sequence[Knew]
    standing: str
    owed_groups: Sequence[tuple[str, list[tuple[int, Owed]]]]
    line_of: Mapping[str, int]
    statuses: Mapping[Status, Word]
    agency_terms: Mapping[Agency, AgencyTerm]
    crowded: int = CROWDED
    quiet_above: int = QUIET_ABOVE
    titles: Callable[[Sequence[Agency]], str] = titles
    number: Callable[..., str] = number
    said: Callable[[Period], str] = said
    may_have_acted: Callable[[SiloGap], str] = may_have_acted


def child_html(story: ChildChronology) -> str:
    """One self-contained, accessible page: swim lanes by agency, and the same as tables."""
    return render(PACKAGE, _page(story, Around(), drawings=[lanes(story)]))


def child_part(story: ChildChronology, around: Around) -> Markup:
    """The same to be put into another page, without head and style: a period of it drawn for a desk and for a phone."""
    period = around.period or busiest(story)
    drawings = [lanes(story, period, sheet=sheet) for sheet in (DESK, PHONE)] if period else []
    return render_part(PACKAGE, _page(story, around, drawings=drawings, period=period))


def _page(
    story: ChildChronology,
    around: Around,
    *,
    drawings: Sequence[Lanes | None],
    period: Period | None = None,
) -> ChildPage:
    return ChildPage(
        story=story,
        around=around,
        picture_style=picture_style(),
        heading=heading(story),
        drawings=[drawing for drawing in drawings if drawing],
        period=period,
        parts=parts_of(story, period) if period else [],
        moves=moves(story, period) if period else [],
        months=by_month(story),
        known_then=knew(story, around.day) if around.day else None,
        known=[knew(story, gap.visible_on) for gap in story.silo_gaps],
        standing=standing(story),
        owed_groups=owed_groups(story),
        line_of={entry.event_ref: n for n, entry in enumerate(story.entries, start=1) if entry.event_ref},
        statuses=statuses(),
        agency_terms=agencies(),
    )


def moves(story: ChildChronology, period: Period) -> list[Move]:
    """Periods beside the one that is drawn: those that show something else."""
    whole = whole_of(story)
    if whole is None:
        return []
    found = [
        Move("Earlier", period.moved(-period.days)),
        Move("Later", period.moved(period.days)),
        Move("Closer", period.closer()),
        Move("Wider", period.wider(whole)),
        Move("Everything", whole),
    ]
    return [
        one
        for one in found
        if one.period != period and one.period.first <= whole.last and one.period.last >= whole.first
    ]


def heading(story: ChildChronology) -> str:
    """The child's name where it is shown, else the id."""
    child = story.child
    name = " ".join(part for part in (child.forename, child.surname) if part)
    return f"{name} ({child.child_id})" if name else child.child_id


def by_month(story: ChildChronology) -> list[tuple[str, list[tuple[int, ChronologyEntry]]]]:
    """The numbered entries under the month of their day; of a short chronology all together, without a heading."""
    numbered = list(enumerate(story.entries, start=1))
    if len(numbered) <= CROWDED:
        return [("", numbered)]
    months = groupby(numbered, key=lambda one: month(one[1].first_day))
    return [(name, list(entries)) for name, entries in months]


def standing(story: ChildChronology) -> str:
    """How the obligations stand, in words: 3 met, 1 late."""
    counts = Counter(owed.status for owed in story.obligations)
    return ", ".join(
        f"{counts[status]:,} {word.word}" for status, word in statuses().items() if counts[status]
    )


def owed_groups(story: ChildChronology) -> list[tuple[str, list[tuple[int, Owed]]]]:
    """The numbered obligations; of many, those that ask nothing more of a reader are put together at the end."""
    numbered = list(enumerate(story.obligations, start=1))
    if len(numbered) <= QUIET_ABOVE:
        return [("", numbered)] if numbered else []
    quiet = [one for one in numbered if one[1].status in QUIET]
    rest = [one for one in numbered if one[1].status not in QUIET]
    names = ", ".join(
        word.word for status, word in statuses().items() if status in {one.status for _, one in quiet}
    )
    groups = [("", rest), (f"{len(quiet):,} more: {names}", quiet)]
    return [(name, owed) for name, owed in groups if owed]
