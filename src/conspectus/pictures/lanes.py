"""Swim lanes: one child's chronology laid out by agency along a line of time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from textwrap import wrap
from typing import NamedTuple

from conspectus.definitions import AgencyTerm, agencies
from conspectus.pictures.axis import Axis, Tick, axis
from conspectus.pictures.periods import Period, said
from conspectus.plain import number
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
STACK = 3  # so many entries of one lane in one week are folded into a count
FEW = 62  # days: a period no longer than this shows weeks
OPEN = 35  # days: in a period no longer than this nothing is folded
SPANS = (7, 14, 31, 92, 366)  # days that are folded together: a week, or more where a week is too narrow
NARROWEST = 9.0  # that such a span is drawn
TOLD = 16.0  # of each line in which an entry is told below the lanes
QUIET = frozenset({Status.MET, Status.EXEMPT, Status.NOT_EVALUATED})


class Sheet(NamedTuple):
    """What lanes are drawn on."""

    name: str
    wide: float
    left: float  # where the first day stands
    right: float  # where the last
    above: float  # room for the agency's title above its lane; 0 where it stands beside it
    letters: int  # of a line in which an entry is told
    ticks: int = 14  # at most, so that their words have room


WHOLE = Sheet("whole", WIDE, LEFT, WIDE - 30, 0, 150)  # of a page of its own
DESK = Sheet("desk", 940, 216, 908, 0, 130)
PHONE = Sheet("phone", 350, 28, 320, 22, 50, 4)


class Mark(NamedTuple):
    """One entry as it is drawn."""

    number: int
    last: int  # the same, or the last line of several that share a mark
    entry: ChronologyEntry
    kind: str  # dated, several, folded, span (an uncertain date), bar (it lasts), ring (another lane's entry)
    x: float
    end: float
    y: float
    goes_on: bool  # an episode without an end
    from_before: bool  # it began before the drawing does
    told: tuple[str, ...]  # in words, line by line
    many: int = 1  # how many entries share it
    opens: Period | None = None  # in which each of them has its own mark


class DueMark(NamedTuple):
    """One deadline as it is drawn."""

    number: int
    owed: Owed
    word: Word
    x: float
    y: float
    quiet: bool  # a tick without its number
    told: tuple[str, ...]


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

    @property
    def tells(self) -> list[tuple[str, ...]]:
        """What each mark and deadline says."""
        return [*(mark.told for mark in self.marks), *(due.told for due in self.dues)]


class Upright(NamedTuple):
    """A day that matters to the whole: visible, due, acted, as of."""

    x: float
    text: str
    kind: str
    at: float  # where the words stand: centre, or an edge of the drawing
    row: int


class Lanes(NamedTuple):
    """The whole drawing of a child's chronology, one lane for each agency."""

    sheet: Sheet
    lanes: tuple[Lane, ...]
    ties: tuple[Tie, ...]
    ticks: tuple[Tick, ...]
    uprights: tuple[Upright, ...]
    top: float  # where the lanes begin
    foot: float  # where they end, and what an entry says begins
    height: float
    earlier: int  # entries that ended before the drawing begins
    due_earlier: int  # deadlines that lie before it
    later: int = 0
    due_later: int = 0


class _Drawn(NamedTuple):
    """What every lane is drawn by."""

    story: ChildChronology
    scale: Axis
    sheet: Sheet
    period: Period | None

    @property
    def span(self) -> int:
        """How many days are folded together; 0 where none are."""
        if self.period is None or self.period.days <= OPEN:
            return 0
        day = (self.scale.right - self.scale.left) / self.period.days
        return next((days for days in SPANS if days * day >= NARROWEST), SPANS[-1])


def lanes(story: ChildChronology, period: Period | None = None, *, sheet: Sheet = WHOLE) -> Lanes | None:
    """The drawing of a chronology, or of a period of it; None where there is nothing to draw."""
    if story.first_day is None or story.last_day is None:
        return None
    scale = _within(period, sheet) if period else _scale(story)
    by = _Drawn(story, scale, sheet, period)
    numbered = list(enumerate(story.entries, start=1))
    owed = [(n, one) for n, one in enumerate(story.obligations, start=1) if one.due_day]
    shown = [
        (n, one) for n, one in numbered if _ends(one, story) >= scale.first and one.first_day <= scale.last
    ]
    due = [(n, one) for n, one in owed if one.due_day and scale.first <= one.due_day <= scale.last]
    later = sum(one.first_day > scale.last for _, one in numbered)
    due_later = sum(one.due_day is not None and one.due_day > scale.last for _, one in owed)
    uprights = tuple(_uprights(by))
    top = LINE * (2.5 + max((upright.row for upright in uprights), default=0))
    made = _all_lanes(by, shown, due, top=top)
    foot = (made[-1].y + made[-1].height if made else top) + 6
    lines = max((len(told) for lane in made for told in lane.tells), default=0)
    return Lanes(
        sheet, tuple(made), tuple(_ties(made)), _ticks(by), uprights, top, foot, foot + TOLD * (lines + 0.5),
        len(numbered) - len(shown) - later, len(owed) - len(due) - due_later, later, due_later,
    )  # fmt: skip


def _ticks(by: _Drawn) -> tuple[Tick, ...]:
    """Months, or weeks where there is hardly a month."""
    few = by.period is not None and by.period.days <= FEW
    return tuple((by.scale.mondays if few else by.scale.ticks)(by.sheet.ticks))


def _all_lanes(
    by: _Drawn, shown: Sequence["Numbered"], due: Sequence[tuple[int, Owed]], *, top: float
) -> list[Lane]:
    made: list[Lane] = []
    for agency in _present(by.story):
        own = [(n, entry) for n, entry in shown if agency in (entry.agency, *entry.also_recorded_by)]
        owed = [(n, one) for n, one in due if one.agency == agency]
        made.append(_lane(agency, own, owed, by, y=top))
        top += made[-1].height
    return made


def _within(period: Period, sheet: Sheet) -> Axis:
    return Axis(period.first, period.last, sheet.left, sheet.right)


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
    own: Sequence["Numbered"],
    owed: Sequence[tuple[int, Owed]],
    by: _Drawn,
    *,
    y: float,
) -> Lane:
    rows, top = _Rows(), y + PAD + by.sheet.above
    marks = [
        _mark(group, by, rows, top=top, ring=group[0][1].agency != agency)
        for group in _grouped(own, agency, by)
    ]
    below = top + max(len(rows), 0 if by.sheet.above else 1) * ROW
    dues, foot = _dues(owed, by, top=below)
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


def _grouped(own: Sequence[Numbered], agency: Agency, by: _Drawn) -> list[list[Numbered]]:
    """The entries of a lane one by one, or plain neighbours together: of a week, or in a crowded drawing."""
    if by.period is not None:
        return _folded(own, agency, by)
    groups: list[list[Numbered]] = []
    together: list[Numbered] = []
    for numbered in own:
        if len(by.story.entries) <= CROWDED or not _plain(numbered[1], agency, by.story):
            groups.append([numbered])
        elif together and by.scale.x(numbered[1].first_day) - by.scale.x(together[0][1].first_day) < PILL:
            together.append(numbered)
        else:
            together = [numbered]
            groups.append(together)
    return groups


def _folded(own: Sequence[Numbered], agency: Agency, by: _Drawn) -> list[list[Numbered]]:
    """Entries of one lane and one week together where they would make a stack; all others by themselves."""
    span = by.span
    weeks = [
        _span_of(entry.first_day, span) if span and _folds(entry, agency, by.story) else None
        for _, entry in own
    ]
    stacks = {week for week, many in Counter(filter(None, weeks)).items() if many >= STACK}
    groups: dict[object, list[Numbered]] = {}
    for numbered, week in zip(own, weeks, strict=True):
        groups.setdefault(week if week in stacks else numbered[0], []).append(numbered)
    return list(groups.values())


def _span_of(day: date, days: int) -> Period:
    """The week of a day, from Monday, or a longer span in which as many days are folded together."""
    first = (day.toordinal() - 1) // days * days + 1
    return Period(date.fromordinal(first), date.fromordinal(first + days - 1))


def _plain(entry: ChronologyEntry, agency: Agency, story: ChildChronology) -> bool:
    """Nothing about it has a mark of its own."""
    return not entry.via and _folds(entry, agency, story)


def _folds(entry: ChronologyEntry, agency: Agency, story: ChildChronology) -> bool:
    """It may share a mark with others: nothing leads from it to another lane, and it is not kept back."""
    marked = entry.restricted or entry.also_recorded_by or entry.agency != agency
    return not marked and _kind(entry, story) == "dated"


def _mark(group: Sequence[Numbered], by: _Drawn, rows: _Rows, *, top: float, ring: bool) -> Mark:
    (n, entry), (last, _) = group[0], group[-1]
    shared = "folded" if by.period else "several"
    kind = shared if last != n else "ring" if ring else _kind(entry, by.story)
    start = by.scale.x(entry.first_day)
    wide = {"several": PILL, "folded": MARK + 8}.get(kind, MARK)
    ends = by.scale.x(_ends(entry, by.story) if kind == "bar" else entry.last_day)
    end = start if kind in {"ring", shared} else ends
    place = rows.place(start - wide / 2, max(end, start + wide / 2) + 2)
    over = by.period is not None and kind == "bar" and _ends(entry, by.story) > by.scale.last
    opens = _span_of(entry.first_day, by.span) if kind == "folded" else None
    return Mark(
        n, last, entry, kind, start, end, top + (place + 0.5) * ROW,
        goes_on=over or (entry.lasting and entry.end_last_day is None),
        from_before=entry.first_day < by.scale.first,
        told=_told(group, by, opens), many=len(group), opens=opens,
    )  # fmt: skip


def _told(group: Sequence[Numbered], by: _Drawn, opens: Period | None) -> tuple[str, ...]:
    """What a mark stands for, in lines that fit below the drawing."""
    (n, entry), (last, _) = group[0], group[-1]
    if last == n:
        until = f" to {entry.until}" if entry.until else ""
        outcome = f": {entry.outcome}" if entry.outcome else ""
        via = f", {entry.via}" if entry.via else ""
        text = f"{n}. {entry.when}{until}. {entry.agency_title}: {entry.title}{outcome}{via}"
    else:
        titles = Counter(one.title for _, one in group)
        named = "; ".join(f"{title} ({many})" if many > 1 else title for title, many in titles.items())
        when = f", {said(opens)}" if opens else ""
        lines = f"lines {n} to {last}" if last - n + 1 == len(group) else f"between lines {n} and {last}"
        many = number(len(group), "entry", "entries")
        text = f"{many}{when}, {lines}. {entry.agency_title}: {named}"
    return tuple(wrap(text, by.sheet.letters))


def _dues(owed: Sequence[tuple[int, Owed]], by: _Drawn, *, top: float) -> tuple[list[DueMark], float]:
    """The deadlines of a lane and where they end: boxes with their numbers, then one row of ticks."""
    rows, boxes, ticks = _Rows(), [], []
    quiet = len(by.story.obligations) > QUIET_ABOVE
    for n, one in owed:
        assert one.due_day
        x, word = by.scale.x(one.due_day), statuses()[one.status]
        text = f"D{n}. Due {one.due or 'on a day not known'}. {one.agency_title}: {one.title}: {word.word}"
        told = tuple(wrap(text, by.sheet.letters))
        if quiet and one.status in QUIET:
            ticks.append((n, one, word, x, told))
            continue
        place = rows.place(x - DUE / 2, x + DUE / 2)
        boxes.append(DueMark(n, one, word, x, top + (place + 0.5) * ROW, quiet=False, told=told))
    foot = top + len(rows) * ROW
    boxes += [
        DueMark(n, one, word, x, foot + ROW / 2, quiet=True, told=told) for n, one, word, x, told in ticks
    ]
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


def _uprights(by: _Drawn) -> Iterable[Upright]:
    days = [(by.story.build.as_of_day, "as of", "as-of")]
    for gap in by.story.silo_gaps:
        days += [(gap.visible_on, "visible together", "visible"), (gap.due, "time to act ends", "due")]
        days += [(gap.acted_on, "somebody acts", "acted")] if gap.acted_on else []
    rows, edge = _Rows(), by.sheet.left if by.sheet.above else LEFT
    for when, text, kind in sorted(days):
        if by.period and not by.scale.first <= when <= by.scale.last:
            continue
        x, wide = by.scale.x(when), len(text) * 7.4
        at = min(max(x, edge + wide / 2), by.sheet.wide - wide / 2)
        yield Upright(x, text, kind, at, rows.place(at - wide / 2, at + wide / 2 + 8))
