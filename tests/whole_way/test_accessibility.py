"""Every page of the whole way, in a real browser: axe finds nothing, and nothing scrolls sideways on a phone."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from conspectus.records.casebook import open_casebook
from tests.accessibility import faults
from tests.commands import conspectus
from tests.shared_making import made_once
from tests.whole_way.conftest import Area

BUSIEST = "select child_id from chronology group by child_id order by count(*) desc, child_id limit 1"
pytestmark = pytest.mark.browser


NAMES = ("check", "picture", "child", "busiest", "letter")


@pytest.fixture(scope="module")
def pages(area: Area, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What a check found, the picture by agency, a tracked and the busiest child's chronology, and the letter."""
    folder = made_once(tmp_path_factory, "walked-pages", lambda folder: _write(area, folder))
    return {name: folder / f"{name}.html" for name in NAMES}


def _write(area: Area, folder: Path) -> None:
    tracked = json.loads(conspectus("show", area.linked_by_us, "--format", "json"))["sample"][0]["child_id"]
    with open_casebook(area.linked_by_us) as book:
        [[busiest]] = book.frame(BUSIEST).rows()
    made = {
        "check": conspectus("check", area.folder / "returns", "--format", "html", expect=1),
        "picture": conspectus("show", area.linked_by_us, "--format", "html"),
        "child": conspectus("chronology", area.linked_by_us, tracked, "--format", "html"),
        "busiest": conspectus("chronology", area.linked_by_us, busiest, "--format", "html"),
        "letter": (area.letter / "letter.html").read_text(encoding="utf-8"),
    }
    for name in NAMES:
        (folder / f"{name}.html").write_text(made[name], encoding="utf-8")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(browser: Browser, pages: dict[str, Path], name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(pages[name].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = faults(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert not found
    assert wide <= width
