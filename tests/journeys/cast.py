"""Somebody at work in a browser by the keyboard alone, and a picture kept of what is on the screen."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from tests.accessibility import faults
from tests.journeys.conftest import PATIENCE, Workspace, sign_in

KEPT = os.environ.get("CONSPECTUS_STORY")  # a folder: the tutorial's pictures are taken anew into it

WIDE = 1280
FURTHEST = 400  # stops on a page at most
IN_FOCUS = "one => one === document.activeElement"

Given = Mapping[str, str | Sequence[str]]


class Person:
    """One person, signed in, and the page that they look at."""

    def __init__(self, browser: Browser, workspace: Workspace, email: str) -> None:
        """Signed in in a browser of their own."""
        self.page: Page = sign_in(browser, workspace, email)
        self.inspection = ""
        self.submitted = 0  # forms, of one button or many questions

    def open(self, path: str) -> None:
        """A page of the inspection."""
        answer = self.page.goto(f"{self.inspection}{path}")
        assert answer is not None and answer.status == 200, (path, answer and answer.status)

    def fill(self, given: Given, button: str) -> None:
        """Answer a form's questions by their names, and press its button."""
        form = self.page.locator("main form").filter(has=self.page.get_by_role("button", name=button)).first
        for name, value in given.items():
            self.answer(form.locator(f"[name='{name}']"), value)
        self.submitted += 1
        self.enter(form.get_by_role("button", name=button))

    def answer(self, field: Locator, value: str | Sequence[str]) -> None:
        """One question, as its kind is answered on a keyboard."""
        kind = field.first.evaluate("one => one.type || one.tagName")
        words = [value] if isinstance(value, str) else list(value)
        if kind == "checkbox":
            for box in field.all():
                if box.is_checked() != (box.get_attribute("value") in words):
                    self._reach(box, then=" ")
        elif kind == "radio":
            self._choose(field, words[0])
        elif kind == "file":
            with self.page.expect_file_chooser() as chosen:
                self._reach(field, then=" ")
            chosen.value.set_files(words)
        elif kind.startswith("select"):
            self._pick(field, words[0])
        else:
            self._reach(field, then="Control+A")
            self.page.keyboard.type(words[0]) if words[0] else self.page.keyboard.press("Delete")

    def _choose(self, field: Locator, word: str) -> None:
        """A group of radio buttons is one stop; arrows lead through it."""
        wanted = field.and_(self.page.locator(f"[value='{word}']"))
        made = field.and_(self.page.locator(":checked"))
        self._reach(made if made.count() else field.first)
        for _ in range(field.count()):
            if wanted.evaluate(IN_FOCUS):
                break
            self.page.keyboard.press("ArrowDown")
        if not wanted.is_checked():
            self.page.keyboard.press(" ")
        assert wanted.is_checked(), word

    def _pick(self, field: Locator, word: str) -> None:
        """One of a list that folds out; arrows lead through it."""
        places = [one.get_attribute("value") for one in field.locator("option").all()]
        self._reach(field, then="Home")
        for _ in range(places.index(word)):
            self.page.keyboard.press("ArrowDown")
        assert field.input_value() == word

    def press(self, button: str) -> None:
        """A button that asks nothing."""
        self.submitted += 1
        self.enter(self.page.get_by_role("button", name=button).first)

    def enter(self, target: Locator) -> None:
        """A link or a button, which leads on to a page."""
        self._reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def unfold(self, words: str) -> None:
        """What is folded under these words."""
        self._reach(self.page.locator("summary").filter(has_text=words), then="Enter")

    def _reach(self, target: Locator, then: str = "") -> None:
        """By the tabulator, as somebody without a mouse does; past the end of a page it begins again."""
        target.wait_for()
        for _ in range(FURTHEST):
            if target.evaluate(IN_FOCUS):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"no key leads to {target} on {self.page.url}")
        if then:
            self.page.keyboard.press(then)

    def reads(self, words: str) -> bool:
        """Whether the page says so."""
        return re.search(words, self.page.inner_text("main")) is not None

    def waits_for(self, words: str) -> None:
        """Until the page says so; it looks again by itself."""
        self.page.locator("main").get_by_text(re.compile(words)).first.wait_for(timeout=PATIENCE * 1000)

    def shows(self, name: str) -> None:
        """What a reader of the tutorial would see here."""
        looked_at(self.page, name)


def looked_at(page: Page, name: str) -> None:
    """At both widths axe finds nothing and nothing scrolls sideways; pictures are kept where they were asked for."""
    was = page.viewport_size
    for width, kept in ((320, f"narrow-{name}"), (WIDE, f"story-{name}")):
        page.set_viewport_size({"width": width, "height": 900})
        if KEPT:
            page.screenshot(path=Path(KEPT) / f"{kept}.png", full_page=width != WIDE)
        assert (found := faults(page)) == [], (kept, found)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kept
    if was:
        page.set_viewport_size(was)
