"""Every page of the workspace in a real browser: axe finds nothing, nothing scrolls sideways, no policy is broken."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page

from tests.accessibility import faults
from tests.journeys.conftest import PATIENCE, Workspace, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.waits]

PAGES = (
    "/", "/everybody/", "/running/", "/inspections/new/", "/inspections/1/", "/inspections/1/handling/",
    "/inspections/1/people/", "/inspections/1/search/",
    "/inspections/1/returns/", "/inspections/1/returns/1/", "/inspections/1/returns/send/police/",
    "/inspections/1/casebook/", "/inspections/1/links/", "/inspections/1/links/?show=every",
    "/inspections/1/links/1/", "/inspections/1/links/2/", "/inspections/1/tracked/", "/inspections/1/picture/",
    "/inspections/1/children/", "/inspections/1/evidence/", "/inspections/1/evidence/1/",
    "/inspections/1/evidence/1/correct/", "/inspections/1/evidence/1/history/", "/inspections/1/evidence/new/",
    "/inspections/1/notes/", "/inspections/1/notes/new/", "/inspections/1/notes/1/",
    "/inspections/1/notes/1/history/", "/inspections/1/audits/", "/inspections/1/audits/police/",
    "/inspections/1/ratings/", "/inspections/1/ratings/p1/police/history/", "/inspections/1/ratings/p1/police/",
    "/inspections/1/moderation/", "/inspections/1/judgment/", "/inspections/1/judgment/depart/",
    "/inspections/1/judgment/departures/", "/inspections/1/log/?reading=1", "/inspections/1/tokens/",
    "/inspections/1/destruction/", "/help/", "/help/how-to/rate/", "/help/reference/duties/", "/help/reference/api/",
    "/help/explanation/obligations/", "/practice/", "/practice/?query=children&polarity=strength", "/practice/areas/",
    "/practice/areas/E08000035/", "/practice/coverage/", "/practice/coverage/?by=year", "/account/second-factor/",
    "/account/password/",
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
        path: problems
        for path in (*PAGES, *_a_child(page), *_a_report(page))
        if (problems := _problems(page, path, width))
    }
    page.context.close()
    assert found == {}
    assert refused == []


PARTNERSHIP = (
    "/", "/series/1/", "/series/1/rounds/1/", "/series/1/rounds/3/", "/series/1/rounds/3/agree/", "/series/1/owed/",
    "/series/1/people/", "/series/1/sharing/", "/series/1/bring-in/", "/areas/", "/areas/1/", "/series/1/changes/",
    "/series/1/changes/declare/", "/series/1/changes/1/", "/series/1/changes/1/take-back/",
)  # fmt: skip


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_a_partnership(workspace: Workspace, browser: Browser, width: int) -> None:
    page = sign_in(browser, workspace, "coordinator@example.org", width=width)
    _until_the_worker_made(page, "/areas/1/")
    found = {path: problems for path in PARTNERSHIP if (problems := _problems(page, path, width))}
    page.context.close()
    assert found == {}


def _until_the_worker_made(page: Page, path: str) -> None:
    """The demonstration's worker makes its partnership once it is served; the areas come last."""
    until = time.monotonic() + PATIENCE
    while (answer := page.goto(path)) is None or answer.status != 200:
        assert time.monotonic() < until
        time.sleep(1)


def _a_child(page: Page) -> tuple[str, ...]:
    """A child's page, whole and as one agency could know it on a day."""
    page.goto("/inspections/1/children/")
    child = page.locator("main tbody a").first.get_attribute("href")
    assert child
    page.goto(child)
    comment = page.locator(".remark a").first.get_attribute("href")
    assert comment
    return child, f"{child}?agency=police&on=30+6+2025", f"{child}?from=2025-06-01&to=2025-06-30", comment


def _a_report(page: Page) -> tuple[str, ...]:
    """A report's page, both ways to read it, and where a sentence of it is kept."""
    page.goto("/practice/?query=listen&kind=jtai")
    report = page.locator(".c-hit a").first.get_attribute("href")
    keep = page.get_by_role("link", name="Save to my inspection").first.get_attribute("href")
    assert report and keep
    return report, f"{report}?order=report", keep


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
    page.click("text=Record as evidence")
    assert "Two of three calls" in page.inner_text("main")
    page.context.close()


def test_a_row_of_the_picture_becomes_evidence(workspace: Workspace, browser: Browser) -> None:
    page = sign_in(browser, workspace, "police-inspector@example.org")
    page.goto("/inspections/1/picture/")
    page.get_by_role("link", name=re.compile("Use as evidence.*silo gap")).first.click()
    page.check("input[name=agency][value=police]")
    page.check("input[name=criteria][value=p1]")
    page.get_by_role("button", name="Record as evidence").click()
    assert "What the casebook said" in page.inner_text("main")
    page.get_by_role("link", name="p1:").click()
    assert "together showed what none showed alone" in page.inner_text("main")
    page.context.close()


def test_a_note_saves_itself_and_two_writers_lose_nothing(workspace: Workspace, browser: Browser) -> None:
    page = sign_in(browser, workspace, "police-inspector@example.org")
    page.goto("/inspections/1/notes/new/")
    page.fill("[name=title]", "The front desk")
    page.get_by_role("button", name="Begin").click()
    other = sign_in(browser, workspace, "health-inspector@example.org")
    other.goto(page.url)
    page.fill("[name=text]", "Both saw this.\nThe desk was empty.")
    page.get_by_text("Saved at").wait_for()
    page.reload()
    assert page.input_value("[name=text]") == "Both saw this.\nThe desk was empty."
    other.fill("[name=text]", "Both saw this.\nThe queue was long.")
    other.get_by_role("link", name="look at both texts").click()
    assert other.locator("mark").all_inner_texts() == ["The desk was empty.", "The queue was long."]
    for width in (1280, 320):
        other.set_viewport_size({"width": width, "height": 900})
        assert faults(other) == []
        assert other.evaluate("document.documentElement.scrollWidth") <= width
    other.get_by_role("button", name="Save the text made of both").click()
    assert other.input_value("[name=text]") == "Both saw this.\nThe desk was empty.\nThe queue was long."
    page.context.close()
    other.context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_published_practice_is_found_narrowed_and_kept(
    workspace: Workspace, browser: Browser, width: int
) -> None:
    page = sign_in(browser, workspace, "police-inspector@example.org", width=width)
    page.get_by_role("link", name="Published practice").click()
    page.fill("[name=query]", "listening")
    page.get_by_role("button", name="Search").click()
    assert page.locator("mark").first.inner_text() == "listen"
    if width == 320:  # the filters fold away
        assert not page.locator("[name=agency]").is_visible()
        page.get_by_role("button", name="Show filter").click()
    page.select_option("[name=agency]", "police")
    page.get_by_role("button", name="Apply filters").click()
    assert page.locator(".c-hit").all_inner_texts()[0].startswith("Police officers listen to children.")
    page.get_by_role("link", name="Save to my inspection").first.click()
    page.wait_for_url(re.compile("/(save|practice/[0-9a-f]{64}/[0-9]+)/$"))
    if page.url.endswith("/save/"):  # the story has begun another, of which they are a part too
        page.locator("main a[href^='/inspections/1/practice/']").click()
    page.check("input[name=criteria][value=p1]")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Keep it").click()
    said = page.inner_text("main")
    assert faults(page) == []
    assert "What was published" in said and "Leeds, Joint targeted area inspection" in said
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("/inspections/1/ratings/p1/police/")
    assert "What good looks like" in page.inner_text("main")
    page.context.close()
