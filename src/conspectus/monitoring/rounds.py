"""From figures files to the counts of each series, round by round."""

from collections.abc import Iterator, Sequence
from datetime import date

from conspectus.monitoring.model import Figures, FiguresGaps, FiguresPattern, FiguresPoints, FiguresSeries
from conspectus.monitoring.points import Counts, month_first, month_last

Months = list[tuple[date, list[Counts]]]


def share_rounds(rounds: Sequence[Figures]) -> Iterator[tuple[FiguresSeries, Months]]:
    """Each duty, part and agency as the newest round heads it, with the counts of every round."""
    heads: dict[tuple[str, str, str], FiguresSeries] = {}
    told: dict[tuple[str, str, str], Months] = {}
    for figures in sorted(rounds, key=lambda one: one.as_of):
        counts = _counts(figures)
        for place, head in enumerate(figures.series):
            key = (head.duty, head.part.value, head.agency.value)
            heads[key] = head
            told.setdefault(key, []).append((figures.as_of_day, counts[place]))
    yield from ((heads[key], told[key]) for key in heads)


def _counts(figures: Figures) -> list[list[Counts]]:
    """The counts of each series in order of time."""
    made: list[list[Counts]] = [[] for _ in figures.series]
    for place, series in enumerate(figures.points.series):
        made[series].append(row_counts(figures.points, place))
    return [sorted(one, key=lambda counts: counts.first) for one in made]


def row_counts(points: FiguresPoints, place: int) -> Counts:
    """The counts of one month, from a row of a round's points."""
    n, time = points.n[place], points.time[place]
    asked, waiting = _asked(points, place)
    answered = points.answered[place] if points.answered is not None else n
    return Counts(
        first=month_first(points.from_[place]),
        last=month_last(points.to[place]),
        n=n,
        met=points.met[place],
        told_provisional=points.provisional[place],
        asked=asked,
        waiting=waiting,
        answered=answered if time is not None else 0,
        time_sum=time * answered if time is not None else 0.0,
    )


def _asked(points: FiguresPoints, place: int) -> tuple[int | None, int | None]:
    open_, lacking, unclear = points.not_yet_due, points.not_evaluated, points.indeterminate
    if open_ is None or lacking is None or unclear is None:
        return None, None
    waiting = open_[place] + lacking[place]
    return points.n[place] + unclear[place] + waiting, waiting


def gap_rounds(rounds: Sequence[Figures]) -> Iterator[tuple[FiguresPattern, Months]]:
    """Each pattern with the gaps opened, of every round; `asked` are months times the children in its records.

    Where a round does not tell how many children there were, all count as a thousand: gaps a month.
    """
    sized = all(figures.children is not None for figures in rounds)
    heads: dict[str, FiguresPattern] = {}
    told: dict[str, Months] = {}
    for figures in sorted(rounds, key=lambda one: one.as_of):
        gaps = figures.gaps
        for place, pattern in enumerate(figures.patterns):
            heads[pattern.id] = pattern
            counts = [
                Counts(
                    first=month_first(gaps.from_[row]),
                    last=month_last(gaps.to[row]),
                    n=gaps.opened[row],
                    met=0,
                    told_provisional=gaps.provisional[row],
                    asked=_months(gaps, row) * ((figures.children or 0) if sized else 1000),
                )
                for row, held in enumerate(gaps.pattern)
                if held == place
            ]
            told.setdefault(pattern.id, []).append((figures.as_of_day, counts))
    yield from ((heads[key], told[key]) for key in heads)


def _months(gaps: FiguresGaps, row: int) -> int:
    first, last = month_first(gaps.from_[row]), month_first(gaps.to[row])
    return (last.year - first.year) * 12 + last.month - first.month + 1
