"""The page and the terminal, as people meet them."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from rich.console import Console

from conspectus.letter import Letter, Paths, judgment_text
from tests.letter.conftest import Case


def test_every_statement_has_its_place_and_every_link_leads_somewhere(published: Paths) -> None:
    html = published.html.read_text(encoding="utf-8")
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert links <= set(ids)
    letter = Letter.model_validate_json(published.letter.read_bytes())
    for statement in letter.statements:
        assert {statement.id, f"trail-{statement.id}"} <= set(ids)
        assert f"#trail-{statement.id}" in html


def test_the_page_names_no_other_host_and_runs_nothing(published: Paths) -> None:
    html = published.html.read_text(encoding="utf-8")
    assert not re.search(r"https?://|//\w|@import|url\(", html)
    assert "<script" not in html
    assert 'lang="en-GB"' in html


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_fits_a_narrow_and_a_wide_screen(browser: Browser, published: Paths, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(published.html.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    page.close()


def test_the_terminal_shows_both_judgments_in_80_columns(case: Case) -> None:
    out = io.StringIO()
    judgment_text(case.judged(), Console(file=out, width=80), beside=case.judged("ilacs"))
    text = out.getvalue()
    assert max(map(len, text.splitlines())) <= 80
    for says in ("Overall", "requires improvement", "not seen (6 answers)", "weakest-partner", "I*", "alpha"):
        assert says in text


def test_a_judgment_that_may_not_be_given_says_what_is_missing(case: Case, tmp_path: Path) -> None:
    kept = tuple(rating for rating in case.files.ratings if rating.agency != "police")
    blind = Case(case.files.model_copy(update={"ratings": kept}), case.casebook)
    out = io.StringIO()
    judgment_text(blind.judged(), Console(file=out, width=80))
    assert "no judgment" in out.getvalue()
    assert "p1/police: Nobody has rated it." in out.getvalue()
