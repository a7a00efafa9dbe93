"""One child's joint chronology as a page."""

from conspectus.definitions import agencies
from conspectus.pages import render
from conspectus.pictures.lanes import WIDE, lanes
from conspectus.pictures.words import NOT_CHECKED, STATUSES, number, titles
from conspectus.records.casebook import ChildChronology


def child_html(story: ChildChronology) -> str:
    """One self-contained, accessible page: swim lanes by agency, and the same as tables."""
    return render(
        __package__ or "",
        "child.html.j2",
        story=story,
        heading=heading(story),
        drawing=lanes(story),
        line_of={entry.event_ref: n for n, entry in enumerate(story.entries, start=1) if entry.event_ref},
        statuses=STATUSES,
        agency_terms=agencies(),
        not_checked=NOT_CHECKED,
        wide=WIDE,
        titles=titles,
        number=number,
    )


def heading(story: ChildChronology) -> str:
    """The child's name where it is shown, else the id."""
    child = story.child
    name = " ".join(part for part in (child.forename, child.surname) if part)
    return f"{name} ({child.child_id})" if name else child.child_id
