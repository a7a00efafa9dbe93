"""One child's joint chronology as a page."""

from markupsafe import Markup

from conspectus.definitions import agencies
from conspectus.pages import render, render_part
from conspectus.pictures.lanes import WIDE, lanes
from conspectus.pictures.words import NOT_CHECKED, STATUSES, number, titles
from conspectus.records.casebook import ChildChronology

PACKAGE = "conspectus.pictures"


def child_html(story: ChildChronology) -> str:
    """One self-contained, accessible page: swim lanes by agency, and the same as tables."""
    return render(PACKAGE, "child.html.j2", **_context(story))


def child_part(story: ChildChronology) -> Markup:
    """The same to be put into another page, without head and style."""
    return render_part(PACKAGE, "child.html.j2", **_context(story))


def _context(story: ChildChronology) -> dict[str, object]:
    return {
        "story": story,
        "heading": heading(story),
        "drawing": lanes(story),
        "line_of": {entry.event_ref: n for n, entry in enumerate(story.entries, start=1) if entry.event_ref},
        "statuses": STATUSES,
        "agency_terms": agencies(),
        "not_checked": NOT_CHECKED,
        "wide": WIDE,
        "titles": titles,
        "number": number,
    }


def heading(story: ChildChronology) -> str:
    """The child's name where it is shown, else the id."""
    child = story.child
    name = " ".join(part for part in (child.forename, child.surname) if part)
    return f"{name} ({child.child_id})" if name else child.child_id
