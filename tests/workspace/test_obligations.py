"""What one figure of the picture counts: each obligation with its child, and none that rests on a restricted row."""

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from conspectus.records.casebook import Casebook
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection

pytestmark = pytest.mark.django_db
SignedIn = Callable[[str], Client]


@pytest.fixture
def book(inspection: Inspection) -> Casebook:
    build = last_built(inspection)
    assert build is not None
    return opened(build.casebook)


def owed(book: Casebook, figure: str, more: str = "") -> list[str]:
    """The children of a figure's obligations, by a query of its own."""
    duty, part, agency = figure.split("/")
    rows = book.rows(
        f"""select child_id from obligations o where duty = ? and part = ? and agency = ? {more}
        and not exists (from events e where e.restricted and e.event_ref in (o.trigger_ref, o.response_ref))""",
        [duty, part, agency],
    )
    return sorted(str(row["child_id"]) for row in rows)


def shown(client: Client, place: str) -> list[str]:
    """The children that all pages of it lead to."""
    found: list[str] = []
    after: str | None = ""
    while after is not None:
        page = html.unescape(client.get(f"{place}{after}").content.decode())
        found += re.findall(r"children/(C-[^/]+)/", page)
        following = re.search(r'href="([^"]+)"\s+rel="next"', page)
        after = following[1] if following else None
    return sorted(found)


def figures(book: Casebook) -> list[str]:
    sql = (
        "select duty || '/' || part || '/' || agency as f from duty_figures where obligations > 0 order by f"
    )
    return [str(row["f"]) for row in book.rows(sql)]


def test_the_picture_leads_to_every_figure_and_each_page_holds_what_it_counts(
    inspection: Inspection, book: Casebook, signed_in: SignedIn
) -> None:
    lead, one = signed_in("lead"), f"/inspections/{inspection.pk}/picture/"
    picture = lead.get(one).content.decode()
    for figure in figures(book):
        assert f'href="{one}{figure}/"' in picture
        assert shown(lead, f"{one}{figure}/") == owed(book, figure), figure


def test_what_was_not_done_comes_first_and_can_be_looked_at_alone(
    inspection: Inspection, book: Casebook, signed_in: SignedIn
) -> None:
    [row] = book.rows(
        """select duty || '/' || part || '/' || agency as f from duty_figures
        where missed > 0 and met > 0 order by f limit 1"""
    )
    place = f"/inspections/{inspection.pk}/picture/{row['f']}/"
    missed = owed(book, row["f"], "and status = 'missed'")
    assert missed and shown(signed_in("lead"), f"{place}?status=missed") == missed
    page = signed_in("lead").get(place).content.decode()
    order = re.findall(r'class="status status-(\w+)"', page)
    assert order[0] == "missed" and order.index("met") >= len(missed)
    assert shown(signed_in("lead"), f"{place}?status=nonsense") == owed(book, row["f"])


def test_reading_it_is_logged_and_an_unknown_figure_is_not_there(
    inspection: Inspection, book: Casebook, signed_in: SignedIn
) -> None:
    figure = figures(book)[0]
    signed_in("inspector").get(f"/inspections/{inspection.pk}/picture/{figure}/")
    target = f"duty_figures:{figure.replace('/', ':')}"
    assert Entry.objects.filter(action=Action.PICTURE_READ, target=target).count() == 1
    assert (
        signed_in("lead").get(f"/inspections/{inspection.pk}/picture/no-such/respond/police/").status_code
        == 404
    )
