"""One child's joint chronology as a page."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from conspectus.definitions import AgencyTerm, agencies
from conspectus.pages import Context, render, render_part
from conspectus.pictures.area_page import EvidenceAt
from conspectus.pictures.lanes import CROWDED, QUIET, QUIET_ABOVE, WIDE, Lanes, lanes
from conspectus.pictures.style import picture_style
from conspectus.pictures.words import may_have_acted, titles
from conspectus.plain import month, number
from conspectus.records.casebook import ChildChronology, ChronologyEntry, Known, Owed, SiloGap, known_on
from conspectus.terms import Agency, Status
from conspectus.wording import Word, statuses

PACKAGE = "conspectus.pictures"


@dataclass(frozen=True, kw_only=True)
class ChildPage(Context, template="child.html.j2"):
    """A chronology as it is drawn and as it is listed, and how a template says what it shows of it."""

    story: ChildChronology
    evidence_at: EvidenceAt | None
    picture_style: Markup
    heading: str
    drawing: Lanes | None
    months: Sequence[tuple[str, list[tuple[int, ChronologyEntry]]]]
    asked_day: date | None
    known_then: Sequence[Known]
    known: Sequence[Sequence[Known]]
    standing: str
    owed_groups: Sequence[tuple[str, list[tuple[int, Owed]]]]
    line_of: Mapping[str, int]
    statuses: Mapping[Status, Word]
    agency_terms: Mapping[Agency, AgencyTerm]
    wide: float = WIDE
    crowded: int = CROWDED
    quiet_above: int = QUIET_ABOVE
    titles: Callable[[Sequence[Agency]], str] = titles
    number: Callable[..., str] = number
    may_have_acted: Callable[[SiloGap], str] = may_have_acted


def child_html(story: ChildChronology) -> str:
    """One self-contained, accessible page: swim lanes by agency, and the same as tables."""
    return render(PACKAGE, _page(story))


def child_part(
    story: ChildChronology, *, evidence_at: EvidenceAt | None = None, day: date | None = None
) -> Markup:
    """The same to be put into another page, without head and style.

    Its lines lead to `evidence_at`; with a `day` it says what each agency could know by its end, of the entries shown.
    """
    return render_part(PACKAGE, _page(story, evidence_at, day))


def _page(
    story: ChildChronology, evidence_at: EvidenceAt | None = None, day: date | None = None
) -> ChildPage:
    return ChildPage(
        story=story,
        evidence_at=evidence_at,
        picture_style=picture_style(),
        heading=heading(story),
        drawing=lanes(story),
        months=by_month(story),
        asked_day=day,
        known_then=known_on(story, day) if day else [],
        known=[known_on(story, gap.visible_on) for gap in story.silo_gaps],
        standing=standing(story),
        owed_groups=owed_groups(story),
        line_of={entry.event_ref: n for n, entry in enumerate(story.entries, start=1) if entry.event_ref},
        statuses=statuses(),
        agency_terms=agencies(),
    )


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
