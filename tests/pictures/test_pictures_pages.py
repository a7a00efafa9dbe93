"""Pages and terminal pictures of a small casebook: whole, accessible, within their width."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from rich.console import Console
from tests.records.casebook.small_casebook import make_casebook
from tests.records.returns.returns_kit import EVENT_HEADER, event, sender

from conspectus.pictures import area_html, area_text, child_html, child_text, returns_html
from conspectus.pictures.lanes import DESK, LEFT, MARK, OPEN, PHONE, Lanes, Sheet, lanes
from conspectus.pictures.months import BAR, months
from conspectus.pictures.periods import Period, busiest, parts_of, whole_of
from conspectus.pictures.times import answered_by, curve
from conspectus.pictures.words import half, worst_first
from conspectus.records.casebook import ChildChronology, Picture, open_casebook
from conspectus.records.returns import check
from conspectus.terms import Status


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Picture, dict[str, ChildChronology]]]:
    path = tmp_path_factory.mktemp("book") / "small.duckdb"
    make_casebook(path)
    with open_casebook(path) as book:
        yield book.picture(), {name: book.chronology(name) for name in ("C-A", "C-B", "C-C", "C-H-900")}


@pytest.fixture(scope="module")
def pages(told: tuple[Picture, dict[str, ChildChronology]], returns_page: str) -> dict[str, str]:
    picture, stories = told
    children = {name: child_html(story) for name, story in stories.items()}
    children["busy"] = child_html(busy(stories["C-B"]))
    return {"area": area_html(picture), "returns": returns_page, **children}


@pytest.fixture(scope="module")
def returns_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("returns")
    lines = [event(f"E{place}", started="31/02/2025") for place in range(14)]
    lines.append(event("E99", event="<b>" + 40 * "long_word_", ended="2025-01-01"))
    sender(folder, events=EVENT_HEADER + "".join(lines))
    (folder / "schools").mkdir()
    (folder / "schools" / "events.csv").write_text("x\n", encoding="utf-8")
    return returns_html(check(folder).report)


def busy(story: ChildChronology) -> ChildChronology:
    """The same child with three hundred entries and as many obligations."""
    owed = story.obligations
    first = next(entry for entry in story.entries if entry.event == "referral")
    days = [date(2025, 1, 1) + timedelta(days=place * 3 // 2) for place in range(300)]
    entries = [
        first.model_copy(update={"event_ref": f"many/E{place}/B", "first_day": day, "last_day": day})
        for place, day in enumerate(days)
    ]
    due = [owed[place % len(owed)].model_copy(update={"due_day": day}) for place, day in enumerate(days)]
    update = {"entries": entries, "obligations": due, "first_day": days[0], "last_day": days[-1]}
    return story.model_copy(update=update)


class Outline(HTMLParser):
    """What a page is made of."""

    VOID = frozenset({"meta", "br", "rect", "line", "circle", "path"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.bare_svgs = 0
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []
        if tag == "svg" and found.get("aria-hidden") != "true":
            named = found.get("aria-label") or found.get("aria-labelledby")
            self.bare_svgs += not (found.get("role") in ("img", "group") and named and "viewbox" in found)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_each_page_is_well_formed_with_one_heading_and_unique_ids(pages: dict[str, str]) -> None:
    for page in pages.values():
        outline = Outline(page)
        assert outline.open == []
        assert outline.tags.count("h1") == 1
        assert outline.tags.count("main") == 1
        assert [name for name, times in Counter(outline.ids).items() if times > 1] == []
        assert [link for link in outline.links if link.removeprefix("#") not in outline.ids] == []
        assert outline.bare_svgs == 0
        assert outline.tags.count("table") == outline.tags.count("caption")
        assert "script" not in outline.tags
        assert not re.search(r"https?://", page)


def test_the_area_page_answers_first_who_did_what_and_where_children_fell_between(
    told: tuple[Picture, dict[str, ChildChronology]], pages: dict[str, str]
) -> None:
    first = pages["area"].split('id="s-gaps"')[0]
    for part in told[0].agencies:
        assert part.title in first
    assert "1 child fell between agencies" in first
    assert "53 days" in first
    assert "not yet checked against its source" in pages["area"]


def test_the_page_for_senders_says_what_to_do_first_and_shows_every_place(returns_page: str) -> None:
    first = returns_page.split("Do this first")[1].split("</ol>")[0]
    assert first.index("A date that cannot be read") < first.index("An event word that nobody knows")
    assert "14 rows" in first
    assert returns_page.count("<code>31/02/2025</code>") == 14
    assert "&lt;b&gt;long_word_" in returns_page
    assert "<b>long" not in returns_page
    assert "No return.toml" in returns_page
    assert "not read" in returns_page


def test_statuses_are_words_on_the_page(pages: dict[str, str]) -> None:
    for word in ("met", "late", "missed", "not yet due", "cannot be told from the dates", "no data"):
        assert word in pages["area"]
    assert "✗</span>missed</span>" in pages["C-B"]


def test_restricted_entries_stay_hidden_on_the_page(pages: dict[str, str]) -> None:
    assert "A restricted entry by Health" in pages["C-A"]
    for secret in ("overdose", "Emergency department", "Intelligence", "Tamsin", "Orrell"):
        assert secret not in pages["C-A"]


def test_marks_of_one_row_do_not_lie_on_one_another(told: tuple[Picture, dict[str, ChildChronology]]) -> None:
    for story in told[1].values():
        drawing = lanes(story)
        if drawing is None:
            continue
        for lane in drawing.lanes:
            assert all(lane.y <= mark.y <= lane.y + lane.height for mark in lane.marks)
            assert all(lane.y <= due.y <= lane.y + lane.height for due in lane.dues)
            by_row: dict[float, list[tuple[float, float]]] = {}
            for mark in lane.marks:
                by_row.setdefault(mark.y, []).append((mark.x, mark.end))
            for row in by_row.values():
                row.sort()
                assert all(later[0] - sooner[0] >= MARK for sooner, later in pairwise(row))
                assert all(later[0] >= sooner[1] for sooner, later in pairwise(row))


def test_a_long_chronology_stays_low_and_loses_no_line(
    told: tuple[Picture, dict[str, ChildChronology]], pages: dict[str, str]
) -> None:
    story = busy(told[1]["C-B"])
    drawing = lanes(story)
    assert drawing is not None
    assert drawing.height < 1500
    marks = [mark for lane in drawing.lanes for mark in lane.marks]
    assert [mark.number for mark in marks] == [1, *(mark.last + 1 for mark in marks[:-1])]
    assert marks[-1].last == 300
    quiet = [due for lane in drawing.lanes for due in lane.dues if due.quiet]
    assert {due.word.code for due in quiet} <= {Status.MET, Status.EXEMPT, Status.NOT_EVALUATED}
    assert sum(len(lane.dues) for lane in drawing.lanes) == len(story.obligations)
    page = pages["busy"]
    assert page.count('<tr id="e') == 300
    assert page.count('<tr id="d') == len(story.obligations)
    assert '<tr class="month"><th scope="rowgroup" colspan="5">October 2025</th>' in page


def test_the_page_tells_what_each_agency_could_know_when_the_gap_was_visible(pages: dict[str, str]) -> None:
    table = (
        pages["C-A"]
        .split("What each agency could know by the end of 26 January 2026")[1]
        .split("</table>")[0]
    )
    assert table.count("<tr><th") == 6
    assert "nothing" in table


def test_each_agencys_weakest_duty_comes_first(told: tuple[Picture, dict[str, ChildChronology]]) -> None:
    shares = [figure.share_met for figure in worst_first(told[0].duties)]
    known = [share for share in shares if share is not None]
    assert known == sorted(known)
    assert shares == [*known, *[None] * (len(shares) - len(known))]


def test_time_to_respond_is_drawn_and_told_in_words(
    told: tuple[Picture, dict[str, ChildChronology]], pages: dict[str, str]
) -> None:
    drawn = [figure for figure in told[0].duties if curve(figure)]
    assert pages["area"].count('<svg class="curve"') == len(drawn) > 3
    for figure in drawn:
        found = curve(figure)
        assert found is not None
        assert found.path.startswith("M0 60")
        assert half(figure) or figure.share_met is None
    conference = next(figure for figure in drawn if figure.duty == "icpc-15-working-days")
    assert half(conference) == "half within 14 working days"
    assert answered_by(conference, 0.5) == 14


def test_months_without_events_are_marked(told: tuple[Picture, dict[str, ChildChronology]]) -> None:
    drawing = months(told[0].senders)
    assert drawing is not None
    for strip in drawing.strips:
        counts = [month.events for month in strip.months]
        assert len(strip.empty) == counts.count(0)
        assert max(month.height for month in strip.months) <= BAR


def test_every_entry_and_deadline_is_drawn_or_said_to_be_earlier(
    told: tuple[Picture, dict[str, ChildChronology]],
) -> None:
    for name in ("C-A", "C-B", "C-C"):
        story = told[1][name]
        drawing = lanes(story)
        assert drawing is not None
        marks = [mark for lane in drawing.lanes for mark in lane.marks]
        rings = [mark for mark in marks if mark.kind == "ring"]
        assert len(marks) - len(rings) + drawing.earlier == len(story.entries)
        assert sum(len(lane.dues) for lane in drawing.lanes) + drawing.due_earlier == len(story.obligations)
        assert len(rings) == sum(len(entry.also_recorded_by) for entry in story.entries) == len(drawing.ties)


def test_what_is_still_open_since_long_ago_does_not_stretch_the_drawing(
    told: tuple[Picture, dict[str, ChildChronology]],
) -> None:
    story = told[1]["C-A"]
    drawing = lanes(story)
    assert drawing is not None
    roll = next(mark for lane in drawing.lanes for mark in lane.marks if mark.entry.event == "school_roll")
    assert (roll.from_before, roll.goes_on, roll.x) == (True, True, LEFT)
    assert drawing.ticks[0].text == "Jan 2026"


def a_burst(story: ChildChronology) -> ChildChronology:
    """A child with an entry a week for two years, and four a day for a fortnight of one autumn."""
    many = busy(story)
    days = [date(2024, 1, 1) + timedelta(weeks=week) for week in range(104)]
    days += [date(2025, 10, 6) + timedelta(days=place // 4) for place in range(56)]
    entries = [
        many.entries[0].model_copy(update={"event_ref": f"many/E{n}/B", "first_day": day, "last_day": day})
        for n, day in enumerate(sorted(days))
    ]
    update = {"entries": entries, "first_day": days[0], "last_day": max(days), "silo_gaps": []}
    return many.model_copy(update=update)


def shown_in(story: ChildChronology, period: Period) -> int:
    return sum(period.first <= entry.first_day <= period.last for entry in story.entries)


def test_a_long_chronology_opens_where_most_happened(
    told: tuple[Picture, dict[str, ChildChronology]],
) -> None:
    story = a_burst(told[1]["C-B"])
    period, whole = busiest(story), whole_of(story)
    assert period is not None and whole is not None
    assert period.first <= date(2025, 10, 6) <= period.last and period.days < 190
    months = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(24)]
    others = [Period(one, later - timedelta(days=1)) for one, later in zip(months, months[6:], strict=False)]
    assert all(shown_in(story, one) <= shown_in(story, period) for one in others)
    # The parts of the whole hold every entry once.
    parts = parts_of(story, period)
    assert len(parts) <= 12 and sum(part.entries for part in parts) == len(story.entries)


def test_it_opens_at_a_silo_gap_where_there_is_one(told: tuple[Picture, dict[str, ChildChronology]]) -> None:
    gap = told[1]["C-A"].silo_gaps[0].model_copy(update={"visible_on": date(2024, 3, 4)})
    period = busiest(a_burst(told[1]["C-B"]).model_copy(update={"silo_gaps": [gap]}))
    assert period is not None and period.first <= date(2024, 3, 4) <= period.last


@pytest.mark.parametrize("sheet", [DESK, PHONE])
def test_a_week_s_stack_is_folded_into_a_count_that_opens(
    told: tuple[Picture, dict[str, ChildChronology]], sheet: Sheet
) -> None:
    story = a_burst(told[1]["C-B"])
    period = busiest(story)
    drawing = lanes(story, period, sheet=sheet)
    assert drawing is not None and period is not None
    marks = [mark for lane in drawing.lanes for mark in lane.marks]
    assert sum(mark.many for mark in marks) == shown_in(story, period)
    assert drawing.earlier + drawing.later + shown_in(story, period) == len(story.entries)
    folded = [mark for mark in marks if mark.kind == "folded"]
    assert folded and drawing.height < 700
    for mark in folded:
        assert mark.opens is not None and mark.opens.days <= OPEN and mark.opens.first.weekday() == 0
        opened = lanes(story, mark.opens, sheet=sheet)
        assert opened is not None
        own = [one for lane in opened.lanes for one in lane.marks]
        assert {one.kind for one in own} == {"dated"} and len(own) >= mark.many


@pytest.mark.parametrize("sheet", [DESK, PHONE])
def test_nothing_is_clipped(told: tuple[Picture, dict[str, ChildChronology]], sheet: Sheet) -> None:
    for story in (*told[1].values(), a_burst(told[1]["C-B"])):
        period = busiest(story)
        drawing = lanes(story, period, sheet=sheet) if period else None
        if drawing is not None:
            assert widest(drawing) <= sheet.wide


def widest(drawing: Lanes) -> float:
    """How far to the right something of a drawing reaches; an error where it reaches out to the left or below."""
    for lane in drawing.lanes:
        for mark in lane.marks:
            assert mark.x - 16 >= 0 and mark.end + 16 <= drawing.sheet.wide, mark
            assert lane.y <= mark.y <= lane.y + lane.height <= drawing.foot
        for due in lane.dues:
            assert due.x - 24 >= 0 and due.x + 24 <= drawing.sheet.wide, due
        for told in lane.tells:
            assert all(len(line) <= drawing.sheet.letters for line in told)
            assert drawing.foot + 16 * len(told) <= drawing.height
    return max((mark.end for lane in drawing.lanes for mark in lane.marks), default=0)


@pytest.mark.parametrize("width", [80, 100])
def test_the_terminal_pictures_keep_within_their_width(
    told: tuple[Picture, dict[str, ChildChronology]], width: int
) -> None:
    printed = io.StringIO()
    console = Console(file=printed, width=width)
    area_text(told[0], console)
    for story in told[1].values():
        child_text(story, console)
    lines = printed.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    whole = " ".join(printed.getvalue().split())
    for part in (
        "fell between agencies",
        "Voluntary groups",
        "A restricted entry by Health",
        "✗ missed",
        told[0].build.content_sha256,
    ):
        assert part in whole


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("times", [1, 40, 1000])
def test_the_terminal_loses_no_number_of_a_large_area(
    told: tuple[Picture, dict[str, ChildChronology]], width: int, times: int
) -> None:
    counts = ("obligations", *Status)
    duties = [
        duty.model_copy(update={name: times * getattr(duty, name) for name in counts})
        for duty in told[0].duties
    ]
    printed = io.StringIO()
    area_text(told[0].model_copy(update={"duties": duties}), Console(file=printed, width=width))
    text = printed.getvalue()
    for duty in duties:
        if duty.share_met is not None:
            assert f" of {duty.met + duty.late + duty.missed:,}" in text
            assert re.search(rf"{duty.interval_low:.0%}–{duty.interval_high:.0%}\+? *$", text, re.MULTILINE)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(
    browser: Browser, pages: dict[str, str], tmp_path: Path, width: int
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 900})
    for name, page in pages.items():
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
        tab.goto((tmp_path / f"{name}.html").as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") == width, name
    tab.close()
