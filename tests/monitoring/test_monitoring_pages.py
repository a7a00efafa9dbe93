"""Pages of trends and areas: accessible, within their width, and never by colour alone."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from conspectus.monitoring import Changes, FiguresArea, areas, areas_html, trend, trend_html
from conspectus.monitoring.changes import Change
from conspectus.monitoring.drawing import BOTTOM, LEFT, RIGHT, TOP, drawn
from conspectus.plain import month
from tests.accessibility import faults
from tests.monitoring.monitoring_making import figures, head

STEADY = [(14, 6), (16, 4), (15, 5), (13, 7), (17, 3), (15, 5)] * 8
CHANGES = Changes(
    change=(Change(date=date(2025, 1, 1), what="The form asks for the hour", duty="changed"),),
    action=(Change(date=date(2025, 6, 1), what="Training", duty="better"),),
)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    heads = [head("worse", target=0.9), head("better"), head("changed"), head("few", target=0.5)]
    held = figures(
        [*STEADY, *[(4, 16)] * 12], [*STEADY, *[(20, 0)] * 12], [*STEADY, *[(10, 10)] * 12], [(7, 3)] * 5,
        heads=heads, gaps=[(3, 2)] * 60, times=[3.0, 4.0, 5.0] * 20,
    )  # fmt: skip
    many = [
        (f"a{place}", figures([(15 - place % 9, 5 + place % 9)] * 12, area=FiguresArea(name=f"Area {place}")))
        for place in range(40)
    ]
    return {"trend": trend_html(trend([held], changes=CHANGES)), "areas": areas_html(areas(many))}


def test_worst_comes_first_and_good_news_is_named_too(pages: dict[str, str]) -> None:
    page = pages["trend"]
    places = [page.index(f'id="s-{name}"') for name in ("concern", "improvement", "steady", "few")]
    assert places == sorted(places)
    assert re.search(r"series (gives|give) concern", page) and "got better" in page


def test_a_change_and_an_action_are_marked_and_told(pages: dict[str, str]) -> None:
    assert "Change of 1 January 2025: The form asks for the hour." in pages["trend"]
    assert "Action of 1 June 2025: Training." in pages["trend"]


def test_each_chart_has_its_table_and_its_state_in_words(pages: dict[str, str]) -> None:
    for page in pages.values():
        cards = page.split("<article")[1:]
        assert cards
        for card in cards:
            assert 'role="img"' in card and "<table" in card
    cards = pages["trend"].split("<article")[1:]
    assert all(re.search(r"concern|improvement|as usual|too few points", card) for card in cards)


def test_points_of_concern_and_improvement_have_their_own_shapes(pages: dict[str, str]) -> None:
    assert re.search(r'<path d="M[^"]+z" fill="#b04a00"/>', pages["trend"])
    assert re.search(r'<rect [^>]+fill="#00579c"/>', pages["trend"])
    assert '<circle cx="8" cy="8" r="4" fill="#4a4a4a"/>' in pages["trend"]


def test_everything_is_drawn_within_the_frame() -> None:
    for series in trend([figures([(20, 0)] * 30, [(0, 20)] * 30, gaps=[(0, 0)] * 30)]).series:
        made = drawn(series)
        assert made.dots and all(LEFT <= dot.x <= RIGHT and TOP <= dot.y <= BOTTOM for dot in made.dots)
        assert len(made.times) <= 9


def test_five_years_are_read_by_their_years() -> None:
    made = drawn(trend([figures([(9, 1)] * 60)]).series[0])
    assert [tick.text for tick in made.times] == ["2023", "2024", "2025", "2026", "2027"]
    assert month(date(2025, 1, 1)) == "January 2025"


@pytest.mark.parametrize(
    ("change", "action", "anchors"),
    [
        (date(2024, 1, 1), date(2025, 1, 1), ("middle", "middle")),
        (date(2024, 1, 1), date(2024, 3, 1), ("end", "start")),
        (date(2024, 3, 1), date(2024, 1, 1), ("start", "end")),
        (date(2025, 12, 31), date(2024, 1, 1), ("end", "middle")),
    ],
)
def test_words_over_marks_do_not_meet(change: date, action: date, anchors: tuple[str, str]) -> None:
    done = Changes(action=(Change(date=action, what="Training"),))
    [series] = trend([figures([(9, 1)] * 36)], changes=done).series[:1]
    made = drawn(series, changes=[Change(date=change, what="A new form")])
    assert (made.changes[0].anchor, made.actions[0].anchor) == anchors


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways_and_axe_finds_nothing(
    browser: Browser, pages: dict[str, str], tmp_path: Path, width: int
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 900})
    for name, page in pages.items():
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
        tab.goto((tmp_path / f"{name}.html").as_uri())
        tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert tab.evaluate("document.documentElement.scrollWidth") == width, name
        assert faults(tab) == [], name
    tab.close()
