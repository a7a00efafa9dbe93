"""Somebody at work in a browser: fills in a form as a person does, and keeps a picture of what is on the screen."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from tests.journeys.conftest import Workspace, faults, sign_in

KEPT = os.environ.get("CONSPECTUS_STORY")  # a folder: the tutorial's pictures are taken anew into it

Given = Mapping[str, str | Sequence[str]]


class Person:
    """One person, signed in, and the page that they look at."""

    def __init__(self, browser: Browser, workspace: Workspace, email: str) -> None:
        """Signed in in a browser of their own."""
        self.page: Page = sign_in(browser, workspace, email)
        self.inspection = ""

    def open(self, path: str) -> None:
        """A page of the inspection."""
        answer = self.page.goto(f"{self.inspection}{path}")
        assert answer is not None and answer.status == 200, (path, answer and answer.status)

    def fill(self, given: Given, button: str) -> None:
        """Answer a form's questions by their names, and press its button."""
        form = self.page.locator("main form").filter(has=self.page.get_by_role("button", name=button)).first
        for name, value in given.items():
            self._answer(form.locator(f"[name='{name}']"), value)
        form.get_by_role("button", name=button).click()
        self.page.wait_for_load_state()

    def _answer(self, field: Locator, value: str | Sequence[str]) -> None:
        kind = field.first.evaluate("one => one.type || one.tagName")
        if kind == "checkbox":
            wanted = [value] if isinstance(value, str) else list(value)
            for one in field.all():
                one.set_checked(one.get_attribute("value") in wanted)
        elif kind == "radio":
            field.and_(self.page.locator(f"[value='{value}']")).check()
        elif kind == "file":
            field.set_input_files([value] if isinstance(value, str) else list(value))
        elif kind.startswith("select"):
            field.select_option(value if isinstance(value, str) else list(value))
        else:
            field.fill(str(value))

    def press(self, button: str) -> None:
        """A button that asks nothing."""
        self.page.get_by_role("button", name=button).first.click()
        self.page.wait_for_load_state()

    def reads(self, words: str) -> bool:
        """Whether the page says so."""
        return re.search(words, self.page.inner_text("main")) is not None

    def waits_for(self, words: str, seconds: float = 90) -> None:
        """Until the page says so; it looks again by itself."""
        self.page.locator("main").get_by_text(re.compile(words)).first.wait_for(timeout=seconds * 1000)

    def shows(self, name: str) -> None:
        """What a reader of the tutorial would see here."""
        looked_at(self.page, name)


def looked_at(page: Page, name: str) -> None:
    """A picture for the tutorial, where one was asked for; axe finds nothing on what is shown."""
    if KEPT:
        page.screenshot(path=Path(KEPT) / f"{name}.png", full_page=True)
    assert (found := faults(page)) == [], (name, found)
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
