"""Letters of the made-up inspection at each of their stages, for every test that needs one."""

import shutil
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.actions import move
from conspectus.workspace.inspections.models import Inspection
from conspectus.workspace.inspections.stages import Stage
from conspectus.workspace.letters import actions
from conspectus.workspace.letters.drafting import Drafted, drafted
from conspectus.workspace.letters.editions import newest, signers
from conspectus.workspace.letters.models import Edition

PASSPHRASE = "quiet lantern orchard"
POLICE = "improve-p1-police"  # a statement that every one of them has


@pytest.fixture(autouse=True)
def no_letters() -> None:
    """Files are not rolled back as the database is."""
    shutil.rmtree(settings.DATA / "letters", ignore_errors=True)


@pytest.fixture
def lead(person: Callable[[str], User]) -> User:
    return person("lead")


@pytest.fixture
def drafting(inspection: Inspection, lead: User) -> Inspection:
    """In the stage of drafting, its facts on record."""
    move(inspection=inspection, to=Stage.DRAFTING, by=lead)
    today = timezone.localdate()
    actions.record_facts(
        inspection=inspection, fieldwork_from=today - timedelta(days=40), fieldwork_to=today - timedelta(days=30),
        addressees="The partnership\nThe chief constable", sample="Nine children were chosen by strata.",
        published=today, by=lead,
    )  # fmt: skip
    return inspection


@pytest.fixture
def laid(drafting: Inspection, lead: User) -> Inspection:
    """Laid before the agencies."""
    actions.make_edition(inspection=drafting, by=lead)
    move(inspection=drafting, to=Stage.FACTUAL_ACCURACY, by=lead)
    return drafting


def draft_of(inspection: Inspection) -> Drafted:
    found = drafted(inspection)
    assert found is not None
    return found


def last(inspection: Inspection) -> Edition:
    found = newest(inspection)
    assert found is not None
    return found


def say(inspection: Inspection, statement: str, text: str, lead: User) -> None:
    actions.word(inspection=inspection, statement=statement, text=text, by=lead)


def sign_all(inspection: Inspection, lead: User) -> None:
    for body in signers(inspection):
        actions.make_key(inspection=inspection, inspectorate=body, passphrase=PASSPHRASE, by=lead)
        actions.sign(edition=last(inspection), inspectorate=body, passphrase=PASSPHRASE, by=lead)


@pytest.fixture
def signed(laid: Inspection, lead: User) -> Inspection:
    sign_all(laid, lead)
    move(inspection=laid, to=Stage.SIGNED, by=lead)
    return laid


@pytest.fixture
def published(signed: Inspection, lead: User) -> Inspection:
    actions.set_publication(inspection=signed, at=timezone.now(), by=lead)
    signed.refresh_from_db()
    return signed


@pytest.fixture
def commented(laid: Inspection, lead: User) -> Inspection:
    """With a comment by the police."""
    actions.comment(edition=last(laid), agency=Agency.POLICE, statement=POLICE, says="It was told.", by=lead)
    return laid


@pytest.fixture
def acting(published: Inspection, lead: User) -> Inspection:
    """In the stage of the statement of action, with one planned by the police."""
    move(inspection=published, to=Stage.STATEMENT_OF_ACTION, by=lead)
    actions.plan(
        statement=published.statement_of_action, answers=POLICE, agency=Agency.POLICE, what="Tell sooner.",
        by_when=timezone.localdate(), known_by="The share told within a day.", by=lead,
    )  # fmt: skip
    return published
