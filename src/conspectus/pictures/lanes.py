"""Swim lanes: one child's chronology laid out by agency along a line of time."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from conspectus.definitions import AgencyTerm, agencies
from conspectus.pictures.axis import Axis, Tick, axis
from conspectus.records.casebook import ChildChronology, ChronologyEntry, Owed
from conspectus.terms import Agency, Status
from conspectus.wording import Word, statuses

WIDE, LEFT, ROW, PAD = 1120.0, 190.0, 26.0, 8.0
LINE = 16.0  # of words above the lanes
MARK, DUE = 24.0, 52.0  # how wide a mark is, and a deadline
PILL = 52.0  # how wide a mark of several entries is
LONGEST = 30  # months drawn at most, the latest ones
CROWDED = 60  # with more entries than this, neighbours of one lane share a mark
QUIET_ABOVE = 30  # with more deadlines than this, those that ask nothing of a reader are drawn as ticks
QUIET = frozenset({Status.MET, Status.EXEMPT, Status.NOT_EVALUATED})


class Mark(NamedTuple):
    """One entry as it is drawn."""

    number: int
    last: int  # the same, or the last line of several that share a mark
    entry: ChronologyEntry
    kind: (
        str  # dated, several, span (an uncertain date), bar (a lasting episode), ring (another lane's entry)
    )
    x: float
    end: float
    y: float
    goes_on: bool  # an episode without an end
    from_before: bool  # it began before the drawing does


class DueMark(NamedTuple):
    """One deadline as it is drawn."""

    number: int
    owed: Owed
    word: Word
    x: float
    y: float
    quiet: bool  # a tick without its number


class Tie(NamedTuple):
    """A line from an entry to its ring in the lane of another agency that recorded the same."""

    x: float
    from_y: float
    to_y: float


class Lane(NamedTuple):
    """One agency's line in the drawing of a child's chronology."""

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
    """The whole drawing of a child's chronology, one lane for each agency."""

    lanes: tuple[Lane, ...]
    ties: tuple[Tie, ...]
    ticks: tuple[Tick, ...]
    uprights: tuple[Upright, ...]
    top: float  # where the lanes begin
    height: float
    earlier: int  # entries that ended before the drawing begins
    due_earlier: int  # deadlines that lie before it


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
    due_earlier = sum(one.due_day is not None and one.due_day < scale.first for one in story.obligations)
    return Lanes(
        tuple(made), tuple(_ties(made)), tuple(scale.ticks()), uprights, top, y + 6, earlier, due_earlier
    )


def _scale(story: ChildChronology) -> Axis:
    """From the first entry to the last, but no more than LONGEST months: the rest is in the table.

    What began long before and is still open (a school's roll) does not stretch it: it is drawn from the edge,
    nor does what was owed when it began.
    """
    assert story.first_day and story.last_day
    ended = [entry for entry in story.entries if not (entry.lasting and entry.end_last_day is None)]
    days = [entry.first_day for entry in ended]
    still = {entry.event_ref for entry in story.entries} - {entry.event_ref for entry in ended}
    days += [owed.clock_day for owed in story.obligations if owed.clock_day and owed.trigger_ref not in still]
    last = max(story.last_day, story.build.as_of_day)
    last = min(last, story.build.as_of_day + timedelta(days=200))
    months = last.year * 12 + last.month - 1 - LONGEST
    return axis(
        max(min(days, default=story.first_day), date(months // 12, months % 12 + 1, 1)),
        last,
        left=LEFT,
        right=WIDE - 30,
    )


def _ends(entry: ChronologyEntry, story: ChildChronology) -> date:
    if entry.end_last_day:
        return entry.end_last_day
    return max(entry.last_day, story.build.as_of_day) if entry.lasting else entry.last_day


def _present(story: ChildChronology) -> list[Agency]:
    seen = {entry.agency for entry in story.entries} | {owed.agency for owed in story.obligations}
    seen |= {agency for entry in story.entries for agency in entry.also_recorded_by}
    return [agency for agency in agencies() if agency in seen]


def _lane(
    agency: Agency,
    own: Sequence[tuple[int, ChronologyEntry]],
    owed: Sequence[tuple[int, Owed]],
    scale: Axis,
    story: ChildChronology,
    *,
    y: float,
) -> Lane:
    rows = _Rows()
    marks = [
        _mark(group, scale, story, rows, top=y + PAD, ring=group[0][1].agency != agency)
        for group in _grouped(own, agency, scale, story)
    ]
    below = y + PAD + max(len(rows), 1) * ROW
    dues, foot = _dues(owed, scale, quiet=len(story.obligations) > QUIET_ABOVE, top=below)
    return Lane(agencies()[agency], y, foot + PAD - y, tuple(marks), tuple(dues))


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


Numbered = tuple[int, ChronologyEntry]


def _grouped(
    own: Sequence[Numbered], agency: Agency, scale: Axis, story: ChildChronology
) -> list[list[Numbered]]:
    """The entries of a lane one by one, or in a crowded drawing plain neighbours together."""
    groups: list[list[Numbered]] = []
    together: list[Numbered] = []
    for numbered in own:
        if len(story.entries) <= CROWDED or not _plain(numbered[1], agency, story):
            groups.append([numbered])
        elif together and scale.x(numbered[1].first_day) - scale.x(together[0][1].first_day) < PILL:
            together.append(numbered)
        else:
            together = [numbered]
            groups.append(together)
    return groups


def _plain(entry: ChronologyEntry, agency: Agency, story: ChildChronology) -> bool:
    """Nothing about it has a mark of its own."""
    marked = entry.restricted or entry.via or entry.also_recorded_by or entry.agency != agency
    return not marked and _kind(entry, story) == "dated"


def _mark(
    group: Sequence[Numbered], scale: Axis, story: ChildChronology, rows: _Rows, *, top: float, ring: bool
) -> Mark:
    (n, entry), (last, _) = group[0], group[-1]
    kind = "several" if last != n else "ring" if ring else _kind(entry, story)
    start = scale.x(entry.first_day)
    wide = PILL if kind == "several" else MARK
    end = {"ring": start, "several": start, "bar": scale.x(_ends(entry, story))}.get(
        kind, scale.x(entry.last_day)
    )
    place = rows.place(start - wide / 2, max(end, start + wide / 2) + 2)
    goes_on = entry.lasting and entry.end_last_day is None
    before = entry.first_day < scale.first
    return Mark(n, last, entry, kind, start, end, top + (place + 0.5) * ROW, goes_on, before)


def _dues(
    owed: Sequence[tuple[int, Owed]], scale: Axis, *, quiet: bool, top: float
) -> tuple[list[DueMark], float]:
    """The deadlines of a lane and where they end: boxes with their numbers, then one row of ticks."""
    rows, boxes, ticks = _Rows(), [], []
    for n, one in owed:
        assert one.due_day
        x, word = scale.x(one.due_day), statuses()[one.status]
        if quiet and one.status in QUIET:
            ticks.append((n, one, word, x))
            continue
        place = rows.place(x - DUE / 2, x + DUE / 2)
        boxes.append(DueMark(n, one, word, x, top + (place + 0.5) * ROW, quiet=False))
    foot = top + len(rows) * ROW
    boxes += [DueMark(*tick, foot + ROW / 2, quiet=True) for tick in ticks]
    return boxes, foot + (ROW if ticks else 0)


def _kind(entry: ChronologyEntry, story: ChildChronology) -> str:
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
