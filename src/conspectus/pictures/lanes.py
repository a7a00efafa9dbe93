"""Swim lanes: one child's chronology laid out by agency along a line of time."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from conspectus.definitions import AgencyTerm, agencies
from conspectus.pictures.axis import Axis, Tick, axis
from conspectus.pictures.words import STATUSES, StatusWord
from conspectus.records.casebook import ChildChronology, Entry, Owed
from conspectus.terms import Agency

WIDE, LEFT, ROW, PAD = 1120.0, 190.0, 26.0, 8.0
LINE = 16.0  # of words above the lanes
MARK, DUE = 24.0, 38.0  # how wide a mark is, and a deadline
LONGEST = 30  # months drawn at most, the latest ones


class Mark(NamedTuple):
    """One entry as it is drawn."""

    number: int
    entry: Entry
    kind: str  # dated, span (an uncertain date), bar (a lasting episode), ring (another lane's entry)
    x: float
    end: float
    y: float
    goes_on: bool  # an episode without an end
    from_before: bool  # it began before the drawing does


class DueMark(NamedTuple):
    """One deadline as it is drawn."""

    number: int
    owed: Owed
    word: StatusWord
    x: float
    y: float


class Tie(NamedTuple):
    """A line from an entry to its ring in the lane of another agency that recorded the same."""

    x: float
    from_y: float
    to_y: float


class Lane(NamedTuple):
    """One agency."""

    term: AgencyTerm
    y: float
    height: float
    marks: tuple[Mark, ...]
    dues: tuple[DueMark, ...]


class Upright(NamedTuple):
    """A day that matters to the whole: visible, due, acted, as of."""

    x: float
    text: str
    kind: str
    at: float  # where the words stand: centre, or an edge of the drawing
    row: int


class Lanes(NamedTuple):
    """The whole drawing."""

    lanes: tuple[Lane, ...]
    ties: tuple[Tie, ...]
    ticks: tuple[Tick, ...]
    uprights: tuple[Upright, ...]
    top: float  # where the lanes begin
    height: float
    earlier: int  # entries that ended before the drawing begins


def lanes(story: ChildChronology) -> Lanes | None:
    """The drawing of a chronology; None where there is nothing to draw."""
    if story.first_day is None or story.last_day is None:
        return None
    scale = _scale(story)
    numbered = [(n, entry) for n, entry in enumerate(story.entries, start=1)]
    due = [
        (n, one)
        for n, one in enumerate(story.obligations, start=1)
        if one.due_day and one.due_day >= scale.first
    ]
    shown = [(n, entry) for n, entry in numbered if _ends(entry, story) >= scale.first]
    uprights = tuple(_uprights(story, scale))
    top = y = LINE * (2.5 + max(upright.row for upright in uprights))
    made: list[Lane] = []
    for agency in _present(story):
        own = [(n, entry) for n, entry in shown if agency in (entry.agency, *entry.also_recorded_by)]
        owed = [(n, one) for n, one in due if one.agency == agency]
        made.append(_lane(agency, own, owed, scale, story, y=y))
        y += made[-1].height
    earlier = len(numbered) - len(shown)
    return Lanes(tuple(made), tuple(_ties(made)), tuple(scale.ticks()), uprights, top, y + 6, earlier)


def _scale(story: ChildChronology) -> Axis:
    """From the first entry to the last, but no more than LONGEST months: the rest is in the table.

    What began long before and is still open (a school's roll) does not stretch it: it is drawn from the edge.
    """
    assert story.first_day and story.last_day
    days = [entry.first_day for entry in story.entries if not (entry.lasting and entry.end_last_day is None)]
    days += [owed.clock_day for owed in story.obligations if owed.clock_day]
    last = max(story.last_day, story.build.as_of_day)
    last = min(last, story.build.as_of_day + timedelta(days=200))
    months = last.year * 12 + last.month - 1 - LONGEST
    return axis(
        max(min(days, default=story.first_day), date(months // 12, months % 12 + 1, 1)),
        last,
        left=LEFT,
        right=WIDE - 30,
    )


def _ends(entry: Entry, story: ChildChronology) -> date:
    if entry.end_last_day:
        return entry.end_last_day
    return max(entry.last_day, story.build.as_of_day) if entry.lasting else entry.last_day


def _present(story: ChildChronology) -> list[Agency]:
    seen = {entry.agency for entry in story.entries} | {owed.agency for owed in story.obligations}
    seen |= {agency for entry in story.entries for agency in entry.also_recorded_by}
    return [agency for agency in agencies() if agency in seen]


def _lane(
    agency: Agency,
    own: Iterable[tuple[int, Entry]],
    owed: Iterable[tuple[int, Owed]],
    scale: Axis,
    story: ChildChronology,
    *,
    y: float,
) -> Lane:
    top = y + PAD
    rows = _Rows()
    marks = [_mark(n, entry, scale, story, rows, top=top, ring=entry.agency != agency) for n, entry in own]
    below = top + max(len(rows), 1) * ROW
    due_rows = _Rows()
    dues = []
    for n, one in owed:
        assert one.due_day
        x = scale.x(one.due_day)
        place = due_rows.place(x - DUE / 2, x + DUE / 2)
        dues.append(DueMark(n, one, STATUSES[one.status], x, below + (place + 0.5) * ROW))
    height = 2 * PAD + (max(len(rows), 1) + len(due_rows)) * ROW
    return Lane(agencies()[agency], y, height, tuple(marks), tuple(dues))


class _Rows:
    """Rows within a lane, filled so that nothing lies upon another."""

    def __init__(self) -> None:
        self.ends: list[float] = []

    def __len__(self) -> int:
        return len(self.ends)

    def place(self, start: float, end: float) -> int:
        """The first row that is free from `start` to `end`."""
        for row, taken in enumerate(self.ends):
            if start >= taken:
                self.ends[row] = end
                return row
        self.ends.append(end)
        return len(self.ends) - 1


def _mark(
    n: int, entry: Entry, scale: Axis, story: ChildChronology, rows: _Rows, *, top: float, ring: bool
) -> Mark:
    kind = "ring" if ring else _kind(entry, story)
    start = scale.x(entry.first_day)
    end = {"ring": start, "bar": scale.x(_ends(entry, story))}.get(kind, scale.x(entry.last_day))
    place = rows.place(start - MARK / 2, max(end, start + MARK / 2) + 2)
    goes_on = entry.lasting and entry.end_last_day is None
    before = entry.first_day < scale.first
    return Mark(n, entry, kind, start, end, top + (place + 0.5) * ROW, goes_on, before)


def _kind(entry: Entry, story: ChildChronology) -> str:
    if entry.first_day != entry.last_day:
        return "span"
    return "bar" if entry.lasting and _ends(entry, story) > entry.last_day else "dated"


def _ties(made: list[Lane]) -> Iterable[Tie]:
    leads = {mark.number: mark.y for lane in made for mark in lane.marks if mark.kind != "ring"}
    for lane in made:
        for mark in lane.marks:
            if mark.kind == "ring":
                yield Tie(mark.x, leads[mark.number], mark.y)


def _uprights(story: ChildChronology, scale: Axis) -> Iterable[Upright]:
    days = [(story.build.as_of_day, "as of", "as-of")]
    for gap in story.silo_gaps:
        days += [(gap.visible_on, "visible together", "visible"), (gap.due, "time to act ends", "due")]
        days += [(gap.acted_on, "somebody acts", "acted")] if gap.acted_on else []
    rows = _Rows()
    for when, text, kind in sorted(days):
        x, wide = scale.x(when), len(text) * 7.4
        at = min(max(x, LEFT + wide / 2), WIDE - wide / 2)
        yield Upright(x, text, kind, at, rows.place(at - wide / 2, at + wide / 2 + 8))
