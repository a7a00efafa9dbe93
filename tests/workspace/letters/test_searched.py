"""A search finds words of a letter: whose they are in each state of it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conspectus.workspace.audit.models import Entry
from conspectus.workspace.audit.words import Action
from conspectus.workspace.inspections.models import Inspection
from tests.workspace.test_search import INSPECTING, OTHERS, looked

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SignedIn = Callable[[str], Client]


def test_the_draft_is_found_by_those_who_judge(drafting: Inspection, signed_in: SignedIn) -> None:
    found = {
        who: "Words of the letter" in looked(signed_in(who), drafting, "children")
        for who in (*INSPECTING, *OTHERS)
    }
    assert found == {who: who in ("lead", "inspector", "moderator") for who in found}


def test_a_letter_laid_before_an_agency_is_found_by_its_contact(
    laid: Inspection, signed_in: SignedIn
) -> None:
    found = {
        who: "Words of the letter" in looked(signed_in(who), laid, "children")
        for who in (*INSPECTING, *OTHERS)
    }
    assert found == {who: who not in ("analyst", "observer") for who in found}
    assert Entry.objects.filter(action=Action.LETTER_READ).count() == 2  # of the contacts, who were shown it


def test_a_published_letter_is_found_by_everybody(acting: Inspection, signed_in: SignedIn) -> None:
    found = {
        who: "Words of the letter" in looked(signed_in(who), acting, "children")
        for who in (*INSPECTING, *OTHERS)
    }
    assert set(found.values()) == {True}
    assert f'href="/letters/{acting.pk}/"' in looked(signed_in("observer"), acting, "children")


def test_whoever_rates_alone_finds_no_word_of_the_letter(drafting: Inspection, signed_in: SignedIn) -> None:
    Inspection.objects.update(stage="fieldwork")
    drafting.finished.all().delete()
    assert "Words of the letter" not in looked(signed_in("inspector"), drafting, "children")


def test_a_search_of_the_letter_makes_at_most_a_dozen_queries(
    drafting: Inspection, signed_in: SignedIn
) -> None:
    lead = signed_in("lead")
    place = lead.post(f"/inspections/{drafting.pk}/search/", {"sought": "letter"})["Location"]
    lead.get(place)
    with CaptureQueriesContext(connection) as queries:
        assert lead.get(place).status_code == 200
    passed = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    assert sum(not query["sql"].startswith(passed) for query in queries) <= 12
