"""No page has a gap where something should be said: every name that a template puts into words is there."""

from collections.abc import Callable, Iterator
from copy import deepcopy

import pytest
from django.test import Client
from pytest_django import Settings

from conspectus.workspace.inspections.models import Inspection
from tests.workspace.test_who_sees_what import GET, address, expected

pytestmark = pytest.mark.django_db
GAP = "☐"  # in place of what is not there


@pytest.fixture
def gaps_shown(settings: Settings) -> Iterator[None]:
    """Django says nothing in place of what a template names and nobody gave it; here it says so."""
    engines = deepcopy(settings.TEMPLATES)
    for one in engines:
        one["OPTIONS"]["string_if_invalid"] = GAP
    settings.TEMPLATES = engines
    yield


@pytest.mark.parametrize("who", ["lead", "inspector", "observer", "police contact"])
def test_no_page_has_a_gap(
    who: str, gaps_shown: None, inspection: Inspection, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in(who)
    found: dict[str, str] = {}
    for name in (one for one in GET if expected(one, who) == 200 and one not in ("export", "document")):
        page = client.get(address(name, inspection)).content.decode()
        found |= {name: page[max(page.index(GAP) - 80, 0) : page.index(GAP) + 40]} if GAP in page else {}
    assert found == {}
