"""One made-up inspection for all tests of the workspace, with somebody in every part."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from conspectus.library.store import write
from conspectus.workspace.accounts.models import User
from conspectus.workspace.api.actions import make_token
from conspectus.workspace.inspections.casebooks import last_built, opened
from conspectus.workspace.inspections.models import Inspection, Member
from conspectus.workspace.inspections.roles import Role
from conspectus.workspace.judgments import shown as judgment_page
from conspectus.workspace.judgments.judged import judged_at, rows_at
from conspectus.workspace.letters import drafting
from tests.library.library_making import council_only, joint, unreadable
from tests.workspace.clock import NOW
from tests.workspace.prepared import Prepared, shared_folder
from tests.workspace.states import state_for

# Who asks, by the name used in tables of expectations.
PEOPLE = {
    "lead": "lead@example.org",
    "inspector": "police-inspector@example.org",
    "moderator": "moderator@example.org",
    "analyst": "analyst@example.org",
    "police contact": "police@example.org",
    "council contact": "council@example.org",
    "observer": "observer@example.org",
    "stranger": "stranger@example.org",
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The time of every test, which moves only where the test moves it."""
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Every test is rolled back, and the next may give the newest row of the log the same seal."""
    judged_at.cache_clear()
    rows_at.cache_clear()
    judgment_page._shown.cache_clear()
    drafting._drafted.cache_clear()


@pytest.fixture(scope="session")
def prepared(django_test_environment: None, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The states that tests stand on, shared by all workers of a run."""
    run = tmp_path_factory.getbasetemp()
    run = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    return Prepared(shared=shared_folder(run), own=tmp_path_factory.mktemp("databases"))


@pytest.fixture
def django_db_setup(
    request: pytest.FixtureRequest, prepared: Prepared, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Before a test touches the database, it is a copy of the state that the test asks for."""
    state, marker = state_for(request.fixturenames), request.node.get_closest_marker("django_db")
    with django_db_blocker.unblock():
        prepared.stand(state)
    yield
    if marker is not None and marker.kwargs.get("transaction"):
        prepared.spoil(state)  # it was emptied, not rolled back


def a_child(inspection: Inspection) -> str:
    """Some child of the inspection's casebook."""
    sql = "select min(child_id) as child_id from children where is_child"
    return _first(inspection, sql)["child_id"]


def a_figure(inspection: Inspection) -> str:
    """Some figure of the inspection's casebook that counts obligations, as its page is addressed."""
    sql = "select duty || '/' || part || '/' || agency as found from duty_figures where obligations > 2 order by 1"
    return _first(inspection, sql)["found"]


def an_entry(inspection: Inspection) -> tuple[str, str]:
    """Some child, and the citation of an entry of theirs that everybody who inspects may read."""
    sql = """select e.child_id, e.event_ref from child_events e join children c on c.child_id = e.child_id
        where c.is_child and not e.restricted order by e.child_id, e.event_ref limit 1"""
    row = _first(inspection, sql)
    return row["child_id"], row["event_ref"]


def _first(inspection: Inspection, sql: str) -> dict[str, str]:
    build = last_built(inspection)
    assert build is not None
    return _first_of(build.casebook, sql)


@cache
def _first_of(casebook: Path, sql: str) -> dict[str, str]:
    """The first row as text; kept, since a casebook never changes and thousands of tests ask for the same few."""
    return {name: str(value) for name, value in opened(casebook).rows(sql)[0].items()}


@pytest.fixture
def inspection(db: None) -> Inspection:
    return Inspection.objects.get()


@pytest.fixture
def bare(db: None) -> None:
    """Nobody is there yet, and nothing was done."""


@pytest.fixture
def raised(inspection: Inspection) -> Inspection:
    """A child is said to be at immediate risk, and nobody has it in hand yet."""
    return inspection


@pytest.fixture
def person(db: None) -> Callable[[str], User]:
    return lambda name: User.objects.get(email=PEOPLE[name])


@pytest.fixture
def signed_in(person: Callable[[str], User]) -> Callable[[str], Client]:
    """A browser in which somebody is signed in."""

    def client(name: str) -> Client:
        browser = Client()
        if name != "nobody":
            browser.force_login(person(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser

    return client


@pytest.fixture
def csv_return(tmp_path: Path) -> tuple[str, str]:
    """People and events of a small police return, as text."""
    people = "person_id,forename,surname,date_of_birth\nP1,Ann,Example,2010-05-12\n"
    events = "event_id,person_id,event,started,ended,source_ref\n"
    events += "E1,P1,missing_episode,2025-06-01T22:00,2025-06-02,LOG 1\n"
    return people, events


@pytest.fixture
def by_token(inspection: Inspection, person: Callable[[str], User]) -> Callable[[str], Client]:
    """A program that somebody's token lets in; a stranger's is one of a person whose part was taken away."""

    def client(name: str) -> Client:
        if name == "nobody":
            return Client()
        member = Member.objects.filter(inspection=inspection, person=person(name)).first()
        part = member or Member.objects.create(inspection=inspection, person=person(name), role=Role.OBSERVER)
        _, secret = make_token(member=part, name="a test", days=30, by=person(name))
        if member is None:
            part.delete()
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return client


@pytest.fixture
def library(tmp_path: Path, settings: Settings) -> Path:
    """A small library that the workspace shows."""
    settings.LIBRARY = tmp_path / "library.db"
    write([joint(), council_only(kind="ilacs_standard"), unreadable()], settings.LIBRARY)
    return tmp_path / "library.db"
