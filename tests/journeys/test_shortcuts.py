"""What scripts add for whoever has them: a draft that keeps itself, an answer by one key, and a list of the keys."""

import re

import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.journeys.conftest import Workspace, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.waits]
CELL = "/inspections/1/ratings/p2/police/"
BEGUN = "Two of five files show who was told, and when."
SAYS = "[data-drafts-says]"


def writes(page: Page, text: str) -> None:
    page.locator("form[data-drafts] [name=rationale]").fill(text)


def until_it_says(page: Page, words: str) -> None:
    page.locator(SAYS).filter(has_text=words).wait_for()


def test_a_draft_keeps_itself_says_so_and_outlives_its_tab(workspace: Workspace, browser: Browser) -> None:
    page = sign_in(browser, workspace, "police-inspector@example.org")
    page.goto(CELL)
    assert page.inner_text(SAYS) == ""
    writes(page, BEGUN)
    until_it_says(page, "Draft kept at")
    assert "for you alone" in page.inner_text(SAYS)
    page.close()
    again = page.context.new_page()
    again.goto(CELL)
    assert again.input_value("form[data-drafts] [name=rationale]") == BEGUN
    assert again.get_by_text("it is no rating until you save it").count()
    other = sign_in(browser, workspace, "lead@example.org")
    other.goto(CELL)
    assert BEGUN not in other.content()
    for one in (other, again):
        one.context.close()


def test_a_draft_that_cannot_be_kept_says_so_asks_before_it_is_lost_and_is_tried_again(
    workspace: Workspace, browser: Browser
) -> None:
    page = sign_in(browser, workspace, "police-inspector@example.org")
    page.goto(CELL.replace("p2", "p3"))
    page.context.set_offline(True)
    writes(page, BEGUN)
    until_it_says(page, "the workspace cannot be reached")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"] and not page.is_closed()
    page.context.set_offline(False)
    until_it_says(page, "Draft kept at")
    page.reload()
    assert page.input_value("form[data-drafts] [name=rationale]") == BEGUN
    page.context.close()


def answers_by_keys(page: Page, keys: str) -> list[str]:
    """The addresses of the questions that these keys answered, one after the other; nothing before it is turned on."""
    page.goto("/inspections/1/links/")
    with page.expect_navigation():
        page.get_by_role("button", name="Begin with the most doubtful").click()
    first, turned_on, answered = page.url, page.get_by_label("Answer by one key"), []
    page.keyboard.press(keys[0])
    assert page.url == first and not turned_on.is_checked()
    turned_on.check()
    for key in keys:
        assert re.search(r"/links/\d+/$", page.url), "too few questions wait"
        answered.append(page.url)
        with page.expect_navigation():
            page.keyboard.press(key)
    return answered


@pytest.mark.parametrize(
    ("email", "keys"), [("analyst@example.org", "c"), ("health-inspector@example.org", "ds")]
)
def test_one_key_answers_a_link_question_for_whoever_turns_it_on(
    workspace: Workspace, browser: Browser, email: str, keys: str
) -> None:
    words = {"s": "the same person", "d": "two different people", "c": "i cannot tell"}
    page = sign_in(browser, workspace, email)
    answered = answers_by_keys(page, keys)
    assert len(set(answered)) == len(keys)
    for address, key in zip(answered, keys, strict=True):
        page.goto(address)
        said = page.inner_text("main").lower()  # of others too, once two people have answered
        assert re.search(rf"({words[key]}\. it cannot be changed|ines inspector: {words[key]}, )", said)
    page.context.close()


def test_a_question_mark_shows_the_keys_once_they_are_turned_on(
    workspace: Workspace, browser: Browser
) -> None:
    page = sign_in(browser, workspace, "police-inspector@example.org")
    page.goto("/inspections/1/children/")
    page.locator("main tbody a").first.click()
    keys = page.locator("[data-keys]")
    page.keyboard.press("?")
    assert keys.get_attribute("open") is None
    page.get_by_text("Keys", exact=True).click()
    page.get_by_label("Use these keys in this browser").check()
    page.reload()
    assert keys.get_attribute("open") is None
    page.keyboard.press("?")
    assert keys.get_attribute("open") == "" and keys.locator("summary").evaluate(
        "one => one === document.activeElement"
    )
    page.keyboard.press("?")
    assert keys.get_attribute("open") is None
    page.context.close()
