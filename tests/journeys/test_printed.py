"""The workspace's picture on paper: its first side of A4 holds the map, its legend and the gaps between agencies."""

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Workspace, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.waits]
A4 = (595, 842)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_first_side_of_the_picture_holds_the_map_its_legend_and_the_gaps(
    workspace: Workspace, browser: Browser, tmp_path: Path, width: int
) -> None:
    page = sign_in(browser, workspace, "lead@example.org", width=width)
    page.goto("/inspections/1/picture/")
    titles = "all => all.map(one => one.firstChild.textContent.trim())"
    duties = page.locator("table.heat tbody th").evaluate_all(titles)
    gaps = page.locator("ul.gaps > li").count()
    page.pdf(prefer_css_page_size=True, path=tmp_path / "picture.pdf")
    page.context.close()
    printed = pypdfium2.PdfDocument(tmp_path / "picture.pdf")
    sizes = {tuple(round(side) for side in one.get_size()) for one in printed}
    first = " ".join(printed[0].get_textpage().get_text_range().split())
    assert sizes == {A4}
    assert len(duties) > 3 and [one for one in duties if one[:30] not in first] == []
    assert gaps and first.count("Could have known") == min(gaps, 6)
    assert "Narrow interval" in first and "Behind the picture" not in first
    assert "Sign out" not in first  # what leads about on the screen is not printed
