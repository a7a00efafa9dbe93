"""A person with an invitation signs in with their organisation, in a real browser, at a real provider."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tools.load.served import serving as served

from tests.accessibility import faults
from tests.journeys.conftest import PATIENCE
from tests.workspace.providing import SUB, Provider, serving

pytestmark = [pytest.mark.browser, pytest.mark.waits]
WHO = "inspector@council.example"
TITLE = "Child sexual exploitation in Northshire"
# Somebody leads an inspection and has invited one person, by the actions that their pages call.
SET_UP = f"""
from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections import actions
from conspectus.workspace.inspections.actions.inspection import Subject
from conspectus.workspace.inspections.roles import Role
lead = User.objects.create_superuser("lead@council.example", "Lea", "four quiet green words")
subject = Subject(title="{TITLE}", area="Northshire", framework="whole-system", theme="cse", nation="england")
inspection = actions.set_up(subject=subject, inspectorate="ofsted", by=lead)
given = actions.Appointment(role=Role.INSPECTOR, inspectorate="hmicfrs", agency="")
for number in (1, 2):
    address = "{WHO}" if number == 1 else "second-{WHO}"
    member = actions.add_person(inspection=inspection, email=address, name="Ina", given=given, by=lead)
    actions.invite(member=member, place="http://127.0.0.1/", by=lead)
"""


@dataclass(frozen=True)
class Place:
    """A workspace that asks everybody for a second factor, and two organisations by which people sign in."""

    url: str
    trusted: Provider
    other: Provider


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("organisations")
    with ExitStack() as stack:
        trusted, other = (stack.enter_context(serving()) for _ in range(2))
        clean = {name: value for name, value in os.environ.items() if not name.startswith("CONSPECTUS")}
        environment = clean | {"CONSPECTUS_OIDC": str(named(folder, trusted, other))}
        workspace = stack.enter_context(served(folder / "data", environment))
        done = workspace.manage("shell", "-c", SET_UP)
        assert done.returncode == 0, done.stderr
        yield Place(workspace.url, trusted, other)


def named(folder: Path, trusted: Provider, other: Provider) -> Path:
    """The file that names both."""
    (folder / "data").mkdir()
    (folder / "secret").write_text("a secret\n", encoding="utf-8")
    entry = '[[provider]]\nid = "{}"\nname = "{}"\nissuer = "{}"\nclient_id = "conspectus"\n'
    entry += 'client_secret_file = "secret"\ntrust_mfa = {}\n'
    text = entry.format("council", "Example Council", trusted.issuer, "true")
    text += entry.format("police", "Example Police", other.issuer, "false")
    (folder / "oidc.toml").write_text(text, encoding="utf-8")
    return folder / "oidc.toml"


def comes(browser: Browser, place: Place, organisation: str, *, number: str = SUB) -> tuple[Page, int]:
    """From the button to the provider, where they say who they are, and back; the page and how it was answered."""
    context = browser.new_context(base_url=place.url)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.route("**/*", lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort())
    page.goto("/account/sign-in/")
    page.get_by_role("button", name=f"Sign in with {organisation}").click()
    page.get_by_role("heading", name="Authorize Client").wait_for()
    assert not page.url.startswith(place.url)
    answers: list[int] = []
    page.on(
        "response",
        lambda answer: answers.append(answer.status) if answer.request.is_navigation_request() else None,
    )
    page.fill("[name=sub]", number)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{place.url}/**")
    page.wait_for_load_state()
    return page, answers[-1]


def test_whoever_is_invited_lands_in_the_workspace_where_the_second_factor_is_trusted(
    place: Place, browser: Browser
) -> None:
    place.trusted.knows(email=WHO, email_verified=True, amr=["pwd", "mfa"])
    page, code = comes(browser, place, "Example Council")
    assert (code, page.url) == (200, f"{place.url}/")
    page.get_by_role("link", name=TITLE).first.click()
    assert page.get_by_role("heading", level=1).inner_text().strip() == TITLE
    page.get_by_role("button", name="Sign out").click()
    page.goto("/inspections/1/")
    assert "/account/sign-in/" in page.url
    page.context.close()


@pytest.mark.parametrize(
    ("organisation", "amr"), [("Example Police", ["pwd", "mfa"]), ("Example Police", ["pwd"])]
)
def test_whoever_runs_a_provider_that_is_not_trusted_with_it_sets_up_a_second_factor(
    place: Place, browser: Browser, organisation: str, amr: list[str]
) -> None:
    place.other.knows(email=f"second-{WHO}", email_verified=True, amr=amr)
    page, _ = comes(browser, place, organisation)
    assert "/account/second-factor/" in page.url
    page.goto("/inspections/1/")
    assert "/account/second-factor/" in page.url and TITLE not in page.inner_text("main")
    page.context.close()


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"email": "nobody@council.example", "email_verified": True}, "Nobody has invited"),
        ({"email": WHO, "email_verified": False}, "does not say that it has verified"),
    ],
)
def test_whoever_is_not_invited_or_not_verified_is_told_so_in_a_sentence(
    place: Place, browser: Browser, claims: dict[str, object], says: str
) -> None:
    place.trusted.knows("0815", **claims)
    page, code = comes(browser, place, "Example Council", number="0815")
    assert code == 403 and says in page.inner_text("main")
    assert page.get_by_role("button", name="Sign out").count() == 0
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()
