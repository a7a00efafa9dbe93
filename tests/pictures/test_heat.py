"""The heat map opens the picture: every figure once, each share read on its colour, the first page one side of A4."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser
from tests.records.casebook.small_casebook import make_casebook

from conspectus.pictures import Ways, area_html, area_part
from conspectus.pictures.heat import QUARTERS, TENTHS, heat, ink, look, luminance, shade
from conspectus.pictures.style import picture_style
from conspectus.records.casebook import Picture, open_casebook


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Picture]:
    path = tmp_path_factory.mktemp("book") / "small.duckdb"
    make_casebook(path)
    with open_casebook(path) as book:
        yield book.picture()


def test_every_figure_is_shown_once_by_its_share_or_with_the_reason_why_none_is_told(
    picture: Picture,
) -> None:
    drawn = heat(picture)
    cells = [cell for row in drawn.rows for cell in row.cells if cell]
    untold = [cell for _, theirs in drawn.untold for cell in theirs]
    counted = Counter((one.figure.duty, one.figure.part, one.figure.agency) for one in (*cells, *untold))
    owed = [figure for figure in picture.duties if figure.obligations]
    assert counted == Counter((figure.duty, figure.part, figure.agency) for figure in owed)
    for cell in (*cells, *untold):
        assert bool(cell.look) == (cell.figure.share_met is not None)
        assert cell.look or cell.share or (cell.word and cell.word.mark and cell.word.brief)
    assert all(not cell.look for cell in untold)


def test_the_weakest_duty_comes_first(picture: Picture) -> None:
    shares = [
        min((c.figure.share_met for c in row.cells if c and c.figure.share_met is not None), default=2.0)
        for row in heat(picture).rows
    ]
    assert shares == sorted(shares) and len(shares) > 3


def test_a_share_with_a_wide_interval_is_paler_and_every_ink_is_read_on_its_ground() -> None:
    for tenth, quarter in product(range(TENTHS + 1), range(QUARTERS)):
        ground = shade(tenth / TENTHS, quarter / (QUARTERS - 1))
        light, dark = sorted((luminance(ground), luminance(ink(ground))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (tenth, quarter)
        if quarter:
            assert luminance(ground) > luminance(shade(tenth / TENTHS, (quarter - 1) / (QUARTERS - 1)))


def test_every_look_has_its_colour() -> None:
    style = str(picture_style())
    for share, width in product((0.0, 0.004, 0.5, 0.999, 1.0), (0.0, 0.3, 0.99, 1.0)):
        assert f".{look(share, width)} {{" in style


def test_each_cell_leads_to_its_obligations_and_each_child_to_its_chronology(picture: Picture) -> None:
    ways = Ways(
        child=lambda child: f"/child/{child}", obligations=lambda of: f"/owed/{of.duty}/{of.part}/{of.agency}"
    )
    page = str(area_part(picture, ways))
    for figure in picture.duties:
        if figure.obligations:
            assert f'href="/owed/{figure.duty}/{figure.part}/{figure.agency}"' in page
    assert picture.silo_gaps
    for child in {gap.child_id for gap in picture.silo_gaps} | {row.child_id for row in picture.sample}:
        assert f'href="/child/{child}"' in page
        assert not re.search(rf'(?<!<a href="/child/{child}">)<code class="id">{child}', page)


@pytest.mark.browser
def test_the_first_printed_page_holds_the_map_its_legend_and_the_gaps(
    picture: Picture, browser: Browser, tmp_path: Path
) -> None:
    """With as many gaps as are ever shown as cards."""
    [gap, *_] = picture.silo_gaps
    many = picture.model_copy(update={"silo_gaps": [gap] * 9})
    page = tmp_path / "picture.html"
    page.write_text(area_html(many), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(page.as_uri())
    printed = pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True))
    tab.close()
    width, height = printed[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    first = printed[0].get_textpage().get_text_range()
    assert first.count("Could have known") == 6
    for row in heat(many).rows:
        assert row.title[:30] in " ".join(first.split())
    assert "Narrow interval" in first and "Behind the picture" not in first
