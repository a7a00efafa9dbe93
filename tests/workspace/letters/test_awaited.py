"""What people wait for once a letter is laid before the agencies, and once it is published."""

import pytest

from conspectus.definitions import inspectorates
from conspectus.workspace.inspections.awaited import Awaited, awaited_by
from conspectus.workspace.inspections.models import Inspection

pytestmark = pytest.mark.django_db


def awaits(inspection: Inspection, who: str) -> dict[str, Awaited]:
    members = inspection.members.select_related("inspection", "person")
    return {one.title: one for one in awaited_by(members.get(person__email=f"{who}@example.org"))}


def test_those_who_judge_wait_for_the_signatures_of_others(laid: Inspection) -> None:
    police, ofsted = (inspectorates()[one].title for one in ("hmicfrs", "ofsted"))
    lead, inspector = (awaits(laid, who)["A signature"] for who in ("lead", "police-inspector"))
    assert police in lead.whom and ofsted not in lead.whom
    assert ofsted in inspector.whom and police not in inspector.whom
    assert lead.since == laid.editions.latest("number").at
    assert awaits(laid, "analyst") == awaits(laid, "observer") == awaits(laid, "police") == {}


def test_a_contact_waits_for_an_answer_to_its_own_comments_alone(commented: Inspection) -> None:
    what = "An answer to your agency’s comments"
    assert awaits(commented, "police")[what].whom == ["whoever leads"]
    assert what not in awaits(commented, "council")


def test_the_statement_of_action_is_waited_for_by_all_but_the_agency_that_sends_it(
    acting: Inspection,
) -> None:
    what = "The statement of action"
    assert what in awaits(acting, "lead") and what in awaits(acting, "police")
    assert what not in awaits(acting, "council") and awaits(acting, "observer") == {}
