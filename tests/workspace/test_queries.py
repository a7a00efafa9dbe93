"""No page asks the database more than a dozen times, however much an inspection holds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.audit.record import record
from conspectus.workspace.audit.words import Action
from conspectus.workspace.evidence.models import Evidence
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.models import Build, Inspection, SentReturn
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.ratings.models import Rating
from tests.workspace.conftest import a_child
from tests.workspace.test_who_sees_what import GET, LIBRARY, address

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MOST = 12
MORE = 40  # of everything


def asked(client: Client, page: str) -> int:
    """How many queries a page makes, the second time: what is kept for good is kept then."""
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(page).status_code == 200
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for query in queries)


def enlarge(inspection: Inspection, lead: User) -> None:
    """So much of everything that a page which asks for each would be found."""
    child = a_child(inspection)
    pieces = list(inspection.evidence.whole())
    for place in range(MORE):
        member = actions.add_person(
            inspection=inspection,
            email=f"more-{place}@example.org",
            name=f"More {place}",
            given=actions.Appointment(role=Role.INSPECTOR, inspectorate="hmicfrs"),
            by=lead,
        )
        actions.raise_concern(
            inspection=inspection, child=child, agency=Agency.POLICE, says="Look at once.", by=member.person
        )
        one = pieces[place % len(pieces)]
        one.pk, one.number = None, len(pieces) + place + 1
        one.save(force_insert=True)
        rating = Rating.objects.create(
            inspection=inspection, criterion="p1", agency="police", stage="independent", level="good",
            by=member.person, inspectorate="hmicfrs",
        )  # fmt: skip
        rating.evidence.set(Evidence.objects.filter(inspection=inspection)[:5])
        record(Action.CHILD_READ, by=member.person, inspection=inspection.pk, target=f"child:{child}")
        SentReturn.objects.create(
            inspection=inspection, agency="police", sender=f"more-{place}", version=1, by=lead,
            state=SentReturn.State.FAILED,
        )  # fmt: skip
        Build.objects.create(inspection=inspection, by=member.person, state=Build.State.FAILED)


def test_every_page_of_the_library_makes_at_most_a_dozen_queries(
    library: Path, signed_in: Callable[[str], Client]
) -> None:
    pages = {
        **LIBRARY,
        "searched": "/practice/?query=police",
        "whole": f"{LIBRARY['practice_report']}?order=report",
    }
    assert {
        name: many for name, page in pages.items() if (many := asked(signed_in("lead"), page)) > MOST
    } == {}


def test_every_page_makes_at_most_a_dozen_queries_whatever_the_size(
    inspection: Inspection, person: Callable[[str], User], signed_in: Callable[[str], Client]
) -> None:
    pages = {name: address(name, inspection) for name in GET} | {"home": "/"}
    lead = signed_in("lead")
    small = {name: asked(lead, page) for name, page in pages.items()}
    enlarge(inspection, person("lead"))
    large = {name: asked(lead, page) for name, page in pages.items()}
    assert {name: count for name, count in large.items() if count > MOST} == {}
    # Where somebody is at immediate risk: what was done, and whom no e-mail has reached.
    assert {name: (small[name], count) for name, count in large.items() if count > small[name] + 2} == {}
