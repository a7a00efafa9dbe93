"""What of the figures may be published: months joined until no count is small, and none can be worked out."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from conspectus.definitions import disclosure_rule
from conspectus.monitoring.model import Figures, FiguresGaps, FiguresPoints, FiguresQuality, FiguresSeries
from conspectus.monitoring.points import Counts, together
from conspectus.monitoring.rounds import row_counts

Span: TypeAlias = tuple[int, int]  # places of the first and last month, both included
Months: TypeAlias = Sequence[tuple[str, str]]  # first and last month of each row, in order


def published(figures: Figures, *, previous: Figures | None = None) -> Figures:
    """The figures as they may be published; points that `previous` published keep their boundaries."""
    spans = _series_spans(figures, previous)
    gap_spans = _gap_spans(figures, previous)
    return figures.model_copy(
        update={
            "restricted": False,
            "children": _or_none(figures.children),
            "series": [_series(one, told=bool(spans[place])) for place, one in enumerate(figures.series)],
            "points": _points(figures.points, spans),
            "patterns": [
                one.model_copy(update={"suppressed": not gap_spans[place]})
                for place, one in enumerate(figures.patterns)
            ],
            "gaps": _gaps(figures.gaps, gap_spans),
            "quality": [_quality(one) for one in figures.quality],
            "sha256": "",
            "signatures": (),
        }
    )


def small(count: int) -> bool:
    """Too small to publish; none at all is no secret."""
    return 0 < count < disclosure_rule().smallest


def spans_of(length: int, safe: Callable[[int, int], bool], *, kept: Sequence[Span] = ()) -> list[Span]:
    """Neighbouring rows joined, oldest first, until `safe(first, last)` lets them be told; leftovers go before.

    Spans of `kept` were told before and stay whole: what does not fit after them waits. Empty where nothing
    may be told.
    """
    told = set(kept)
    made: list[Span] = []
    start: int | None = None
    for first, last in _atoms(length, kept):
        start = first if start is None else start
        if safe(start, last):
            made.append((start, last))
            start = None
    while start is not None and made and made[-1] not in told:
        start, _ = made.pop()
        if safe(start, length - 1):
            return [*made, (start, length - 1)]
    return made


def _atoms(length: int, kept: Sequence[Span]) -> list[Span]:
    """What is not divided: each span told before, and every other row by itself."""
    within = {place for first, last in kept for place in range(first, last + 1)}
    return sorted([*kept, *((place, place) for place in range(length) if place not in within)])


# --- obligations ------------------------------------------------------------------------------------


def _series_spans(figures: Figures, previous: Figures | None) -> list[list[tuple[int, ...]]]:
    """For each series the rows of `points` that are told together."""
    before = _told_before(previous)
    made = []
    for place, head in enumerate(figures.series):
        rows = [row for row, series in enumerate(figures.points.series) if series == place]
        months = [(figures.points.from_[row], figures.points.to[row]) for row in rows]
        rows, months, kept = _without_parts(rows, months, before.get((head.duty, head.part, head.agency), []))
        found = spans_of(len(rows), _safe(figures.points, rows), kept=kept)
        made.append([tuple(rows[first : last + 1]) for first, last in found])
    return made


def _safe(points: FiguresPoints, rows: Sequence[int]) -> Callable[[int, int], bool]:
    def safe(first: int, last: int) -> bool:
        held = rows[first : last + 1]
        met = sum(points.met[row] for row in held)
        return not small(met) and not small(sum(points.n[row] for row in held) - met)

    return safe


def _told_before(previous: Figures | None) -> dict[tuple[Any, ...], list[tuple[str, str]]]:
    told: dict[tuple[Any, ...], list[tuple[str, str]]] = {}
    if previous is not None and not previous.restricted:
        for row, place in enumerate(previous.points.series):
            head = previous.series[place]
            span = (previous.points.from_[row], previous.points.to[row])
            told.setdefault((head.duty, head.part, head.agency), []).append(span)
    return told


def _without_parts(
    rows: list[int], months: list[tuple[str, str]], before: Sequence[tuple[str, str]]
) -> tuple[list[int], list[tuple[str, str]], list[Span]]:
    """Rows without those of a point told before of which earlier months are missing here; and the spans to keep."""
    begins = months[0][0] if months else ""
    cut = {span for span in before if span[0] < begins <= span[1]}
    fit = [
        place
        for place, (first, last) in enumerate(months)
        if not any(span[0] <= last and first <= span[1] for span in cut)
    ]
    rows, months = [rows[place] for place in fit], [months[place] for place in fit]
    kept = []
    for first, last in sorted(set(before) - cut):
        held = [place for place, span in enumerate(months) if first <= span[0] and span[1] <= last]
        kept += [(held[0], held[-1])] if held else []
    return rows, months, kept


def _series(series: FiguresSeries, *, told: bool) -> FiguresSeries:
    return series.model_copy(update={"suppressed": not told, "undated": _or_none(series.undated)})


def _points(points: FiguresPoints, spans: Sequence[Sequence[tuple[int, ...]]]) -> FiguresPoints:
    names = ("series", "from_", "to", "n", "met", "provisional", "time")
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for place, told in enumerate(spans):
        for rows in told:
            counts = _together(points, rows)
            cells = (
                place, points.from_[rows[0]], points.to[rows[-1]], counts.n, counts.met, counts.provisional,
                None if counts.time is None or small(counts.answered) else round(counts.time, 1),
            )  # fmt: skip
            for name, cell in zip(names, cells, strict=True):
                columns[name].append(cell)
    return FiguresPoints(**columns)


def _together(points: FiguresPoints, rows: Sequence[int]) -> Counts:
    first, *others = (row_counts(points, row) for row in rows)
    for one in others:
        first = together(first, one)
    return first


# --- silo gaps and the rest -------------------------------------------------------------------------


def _gap_spans(figures: Figures, previous: Figures | None) -> list[list[tuple[int, ...]]]:
    before: dict[str, list[tuple[str, str]]] = {}
    if previous is not None and not previous.restricted:
        for row, place in enumerate(previous.gaps.pattern):
            span = (previous.gaps.from_[row], previous.gaps.to[row])
            before.setdefault(previous.patterns[place].id, []).append(span)
    made = []
    for place, pattern in enumerate(figures.patterns):
        rows = [row for row, held in enumerate(figures.gaps.pattern) if held == place]
        months = [(figures.gaps.from_[row], figures.gaps.to[row]) for row in rows]
        rows, months, kept = _without_parts(rows, months, before.get(pattern.id, []))
        found = spans_of(len(rows), _safe_gaps(figures.gaps, rows), kept=kept)
        made.append([tuple(rows[first : last + 1]) for first, last in found])
    return made


def _safe_gaps(gaps: FiguresGaps, rows: Sequence[int]) -> Callable[[int, int], bool]:
    def safe(first: int, last: int) -> bool:
        held = rows[first : last + 1]
        counts = (
            sum(gaps.opened[row] for row in held),
            sum(gaps.acted_on[row] for row in held),
            gaps.open[held[-1]],
        )
        return not any(map(small, counts))

    return safe


def _gaps(gaps: FiguresGaps, spans: Sequence[Sequence[tuple[int, ...]]]) -> FiguresGaps:
    names = ("pattern", "from_", "to", "opened", "acted_on", "open", "provisional")
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for place, told in enumerate(spans):
        for rows in told:
            cells = (
                place, gaps.from_[rows[0]], gaps.to[rows[-1]], sum(gaps.opened[row] for row in rows),
                sum(gaps.acted_on[row] for row in rows), gaps.open[rows[-1]],
                any(gaps.provisional[row] for row in rows),
            )  # fmt: skip
            for name, cell in zip(names, cells, strict=True):
                columns[name].append(cell)
    return FiguresGaps(**columns)


def _quality(quality: FiguresQuality) -> FiguresQuality:
    """A small number of rows is not told, nor rows of which all but a small number were set aside."""
    used = (quality.rows_in or 0) - (quality.rows_set_aside or 0)
    aside = None if small(used) else _or_none(quality.rows_set_aside)
    issues = {severity: _or_none(count) for severity, count in quality.issues.items()}
    return quality.model_copy(
        update={"rows_in": _or_none(quality.rows_in), "rows_set_aside": aside, "issues": issues}
    )


def _or_none(count: int | None) -> int | None:
    return None if count is None or small(count) else count
