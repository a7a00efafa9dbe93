"""The nation of an inspection: asked for when it is set up, and what follows from it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from conspectus.definitions import duties
from conspectus.records.casebook import open_casebook
from conspectus.records.dates import add_working_days
from conspectus.terms import Nation
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.models import Entry
from conspectus.workspace.inspections import actions, jobs
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.letters.actions import publishing

SAYS = {
    "title": "Another", "area": "Southshire", "framework": "whole-system", "theme": "cse", "inspectorate": "ofsted",
}  # fmt: skip


def test_set_up_asks_for_it_and_keeps_it(inspection: Inspection, signed_in: Callable[[str], Client]) -> None:
    lead, before = signed_in("lead"), Inspection.objects.count()
    form = lead.get("/inspections/new/").content.decode()
    assert all(f'value="{nation}"' in form for nation in Nation) and 'value="england" checked' not in form
    assert "This field is required" in lead.post("/inspections/new/", SAYS).content.decode()
    assert Inspection.objects.count() == before

    page = lead.post("/inspections/new/", SAYS | {"nation": "northern-ireland"}, follow=True).content.decode()
    made = Inspection.objects.latest("pk")
    assert (made.lies_in, made.pk != inspection.pk) == (Nation.NORTHERN_IRELAND, True)
    assert "Southshire, Northern Ireland" in page
    assert Entry.objects.filter(inspection=made.pk).latest("pk").details["nation"] == "northern-ireland"


def test_a_build_goes_by_it_whatever_the_returns_say(
    inspection: Inspection, person: Callable[[str], User]
) -> None:
    assert inspection.lies_in is Nation.ENGLAND, "as the demonstration and its returns have it"
    inspection.nation = Nation.SCOTLAND
    inspection.save()
    build = actions.ask_for_build(inspection=inspection, by=person("lead"))
    jobs.build_casebook.call(build.pk)
    build.refresh_from_db()
    assert build.trouble == ""
    with open_casebook(build.casebook) as book:
        held = set(book.frame("select id from definitions where kind = 'duty'")["id"])
        assert book.picture().build.nation is Nation.SCOTLAND
    assert held == {duty.id for duty in duties().values() if Nation.SCOTLAND in duty.nations}


@pytest.mark.parametrize("nation", Nation)
def test_the_statement_of_action_is_due_by_its_working_days(nation: Nation) -> None:
    published = date(2026, 3, 2)
    due = publishing._due(Inspection(nation=nation), published)
    assert due == add_working_days(published, publishing.working_days(), nation)


def test_two_nations_give_two_days_for_the_statement_of_action() -> None:
    assert publishing._due(Inspection(nation="england"), date(2026, 3, 2)) == date(2026, 6, 12)
    assert publishing._due(Inspection(nation="scotland"), date(2026, 3, 2)) == date(2026, 6, 11)
