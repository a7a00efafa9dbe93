"""A child's chronology on its page: the part of it that was asked for, and what each agency could know on a day."""

from collections.abc import Callable

import pytest
from django.test import Client

from conspectus.records.casebook import ChildChronology, known_on
from conspectus.terms import Agency
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(inspection: Inspection) -> ChildChronology:
    """Of the child with the most entries."""
    build = last_built(inspection)
    assert build is not None
    book = opened(build.casebook)
    most = "select child_id from child_events group by all order by count(*) desc, child_id limit 1"
    return book.chronology(str(book.rows(most)[0]["child_id"]))


def page(inspection: Inspection, story: ChildChronology, asked: str = "") -> str:
    return f"/inspections/{inspection.pk}/children/{story.child.child_id}/{asked}"


def test_only_what_was_asked_for_is_shown_and_what_is_not_is_told(
    inspection: Inspection, story: ChildChronology, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("inspector")
    police = [one for one in story.entries if Agency.POLICE in (one.agency, *one.also_recorded_by)]
    assert 0 < len(police) < len(story.entries)
    whole = client.get(page(inspection, story)).content.decode()
    part = client.get(page(inspection, story, "?agency=police")).content.decode()
    assert (whole.count('<tr id="e'), part.count('<tr id="e')) == (len(story.entries), len(police))
    assert f"{len(story.entries) - len(police)} entries are not shown" in part
    kind = police[0].event
    both = client.get(page(inspection, story, f"?agency=police&kind={kind}")).content.decode()
    assert both.count('<tr id="e') == sum(one.event == kind for one in police)


def test_what_each_agency_could_know_on_a_day_is_told(
    inspection: Inspection, story: ChildChronology, signed_in: Callable[[str], Client]
) -> None:
    day = story.entries[len(story.entries) // 2].last_day
    shown = signed_in("inspector").get(page(inspection, story, f"?on={day:%d+%m+%Y}")).content.decode()
    table = shown[shown.index('id="s-then"') :].split("</table>")[0]
    held = [one.held for one in known_on(story, day) if one.held]
    assert held
    for line in {line for lines in held for line in lines}:
        # By what it was, in words, and by its line.
        assert f'<a href="#e{line}">{line}</a>' in table
        assert story.entries[line - 1].title in table


@pytest.mark.parametrize("asked", ["?on=30+2+2026", "?agency=nobody", "?kind=no_such_kind"])
def test_what_cannot_be_asked_is_said_and_all_is_shown(
    inspection: Inspection, story: ChildChronology, signed_in: Callable[[str], Client], asked: str
) -> None:
    shown = signed_in("inspector").get(page(inspection, story, asked)).content.decode()
    assert "There is a problem" in shown
    assert shown.count('<tr id="e') == len(story.entries)


def test_a_part_stays_chosen_when_the_name_is_asked_for(
    inspection: Inspection, story: ChildChronology, signed_in: Callable[[str], Client]
) -> None:
    shown = (
        signed_in("inspector")
        .post(page(inspection, story, "?agency=police"), {"names": "1"})
        .content.decode()
    )
    assert 0 < shown.count('<tr id="e') < len(story.entries)
    assert "Names are masked" not in shown
