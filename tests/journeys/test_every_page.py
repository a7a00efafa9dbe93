"""Every page of the workspace in a real browser: axe finds nothing, nothing scrolls sideways, no policy is broken."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Workspace, faults, sign_in

pytestmark = pytest.mark.browser

PAGES = (
    "/", "/everybody/", "/inspections/new/", "/inspections/1/", "/inspections/1/handling/", "/inspections/1/people/",
    "/inspections/1/returns/", "/inspections/1/returns/1/", "/inspections/1/returns/send/police/",
    "/inspections/1/casebook/", "/inspections/1/picture/", "/inspections/1/children/", "/inspections/1/evidence/",
    "/inspections/1/evidence/1/", "/inspections/1/evidence/new/", "/inspections/1/ratings/",
    "/inspections/1/ratings/p1/police/", "/inspections/1/judgment/", "/inspections/1/log/?reading=1",
    "/account/second-factor/", "/account/password/",
)  # fmt: skip


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(workspace: Workspace, browser: Browser, width: int) -> None:
    page = sign_in(browser, workspace, "lead@example.org", width=width)
    refused: list[str] = []
    page.on(
        "console",
        lambda message: refused.append(message.text) if "Content Security" in message.text else None,
    )
    found = {
        path: problems for path in (*PAGES, _a_child(page)) if (problems := _problems(page, path, width))
    }
    page.context.close()
    assert found == {}
    assert refused == []


def _a_child(page: Page) -> str:
    page.goto("/inspections/1/children/")
    link = page.locator("main ul a").first.get_attribute("href")
    assert link
    return link


def _problems(page: Page, path: str, width: int) -> list[object]:
    answer = page.goto(path)
    assert answer is not None
    problems: list[object] = list(faults(page))
    if answer.status != 200:
        problems.append(answer.status)
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
        problems.append(f"{wide} wide")
    return problems


def test_signing_in_is_accessible_too(workspace: Workspace, browser: Browser) -> None:
    page = browser.new_page(base_url=workspace.url)
    page.goto("/account/sign-in/")
    assert faults(page) == []
    page.close()


def test_everything_works_without_javascript(workspace: Workspace, browser: Browser) -> None:
    page = sign_in(browser, workspace, "police-inspector@example.org", script=False)
    page.goto("/inspections/1/evidence/new/")
    page.fill("[name=seen]", "Two of three calls were told to nobody.")
    page.check("input[name=agency][value=police]")
    page.check("input[name=bearing][value=against]")
    page.check("input[name=criteria][value=p1]")
    page.click("text=Record >> nth=-1")
    assert "Two of three calls" in page.inner_text("main")
    page.context.close()
