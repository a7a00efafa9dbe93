"""A partnership in its third round, with somebody in every part."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from conspectus.monitoring import FiguresArea
from conspectus.terms import Agency
from conspectus.workspace.accounts.models import User
from conspectus.workspace.series import overview
from conspectus.workspace.series.keeping import keep
from conspectus.workspace.series.models import Round, Series
from tests.monitoring.monitoring_making import figures, head

# Who asks, by the name used in tables of expectations; the last two take no part.
PARTNERS = {
    "coordinator": "coordinator@example.org",
    "auditor": "auditor@example.org",
    "police contact": "police@example.org",
    "council contact": "council@example.org",
    "lead": "lead@example.org",
    "stranger": "stranger@example.org",
}
OUTSIDE = ("lead", "stranger")


@pytest.fixture
def partnership(db: None) -> Series:
    return Series.objects.get()


@pytest.fixture
def third(partnership: Series) -> Round:
    """The round that goes on."""
    found = overview.open_round(partnership)
    assert found is not None
    return found


@pytest.fixture
def partner(db: None) -> Callable[[str], User]:
    return lambda name: User.objects.get(email=PARTNERS[name])


@pytest.fixture
def as_partner(partner: Callable[[str], User]) -> Callable[[str], Client]:
    """A browser in which somebody is signed in."""

    def client(name: str) -> Client:
        browser = Client()
        if name != "nobody":
            browser.force_login(partner(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser

    return client


@pytest.fixture
def own_files(third: Round, settings: Settings, tmp_path: Path) -> Round:
    """The round over a copy of its files."""
    assert third.inspection is not None
    folder = third.inspection.folder
    shutil.copytree(folder, tmp_path / "inspections" / folder.name)
    settings.DATA = tmp_path
    return third


STEADY = [(80 + (place * 7) % 5, 20) for place in range(30)]
SLOWER = [(55, 45)] * 6


@pytest.fixture
def slower(third: Round) -> Round:
    """Figures of three rounds by hand: the police got slower in the third, the council goes on as usual."""
    heads = (
        head("notify-child-at-risk", Agency.POLICE, title="Children at risk are notified"),
        head("referral-decision", Agency.COUNCIL, title="Referrals are decided"),
    )
    told = [STEADY[:24], STEADY, STEADY + SLOWER]
    for one, months in zip(overview.rounds_of(third.series), told, strict=True):
        last = len(months) - 1
        council = (STEADY + STEADY[:6])[: len(months)]
        made = figures(
            months, council, heads=heads, as_of=date(2023 + last // 12, last % 12 + 1, 28),
            area=FiguresArea(name="Northshire"),
        )  # fmt: skip
        one.published = ""
        keep(one, made)
    third.refresh_from_db()
    return third
