"""Reading children in a browser: how many actions it takes, what is on the screen, and that it needs no script."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Workspace, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.waits]
READ = re.compile("^I have read this")


def is_on_the_screen(page: Page, what: str) -> bool:
    """Whether the first of them is to be seen as the page has opened, without scrolling."""
    box, size = page.locator(what).first.bounding_box(), page.viewport_size
    return bool(box and size and box["y"] >= 0 and box["y"] + box["height"] <= size["height"])


def opens_the_first(page: Page) -> int:
    """The list of children, and from it the first to read: one action."""
    page.goto("/inspections/1/children/")
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("^Read the")).click()
    return 1


@pytest.mark.parametrize(
    ("who", "width"), [("moderator@example.org", 1280), ("police-inspector@example.org", 390)]
)
def test_each_child_takes_one_action_and_the_first_two(
    workspace: Workspace, browser: Browser, who: str, width: int
) -> None:
    """Three for the first and two for each further were to be reached."""
    page = sign_in(browser, workspace, who, width=width, script=False)
    made, read, gaps = opens_the_first(page), 0, 0
    while page.get_by_role("button", name=READ).count():
        if page.locator(".gapbox").count():
            assert is_on_the_screen(page, ".gapbox h2") and is_on_the_screen(page, ".gapbox p")
            gaps += 1
        with page.expect_navigation():  # counting does not wait for what a click leads to
            page.get_by_role("button", name=READ).click()
        made, read = made + 1, read + 1
    assert page.get_by_text(f"You have read all {read} children.").count()
    page.context.close()
    assert read > 1 and gaps
    assert made == 1 + read <= 3 + 2 * (read - 1)


def test_keys_lead_on_and_back_for_whoever_turns_them_on(workspace: Workspace, browser: Browser) -> None:
    page = sign_in(browser, workspace, "analyst@example.org")
    opens_the_first(page)
    first = page.url
    page.keyboard.press("j")
    assert page.url == first  # nobody asked for them
    page.get_by_text("Keys", exact=True).click()
    page.get_by_label("Use these keys in this browser").check()
    page.get_by_role("heading", level=1).click()
    with page.expect_navigation():
        page.keyboard.press("j")
    assert page.url != first
    with page.expect_navigation():
        page.keyboard.press("k")
    assert page.url == first
    page.context.close()


def test_a_mark_says_what_it_is_to_a_pointer_and_to_the_keyboard(
    workspace: Workspace, browser: Browser
) -> None:
    page = sign_in(browser, workspace, "lead@example.org", script=False)
    opens_the_first(page)
    mark = page.locator(".on-desk svg a").first
    assert not mark.locator(".tip").is_visible()
    mark.hover()
    assert mark.locator(".tip").is_visible()
    page.mouse.move(0, 0)
    assert not mark.locator(".tip").is_visible()
    mark.focus()
    assert mark.locator(".tip").is_visible()
    with page.expect_navigation():
        page.locator(".brush ol a").first.click()
    assert "from=" in page.url
    page.context.close()
