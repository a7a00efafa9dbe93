"""Read out of a casebook how long responses took: a Kaplan-Meier curve for each part of each duty.

An obligation that is not answered counts as waiting up to its as-of, and then leaves the count: nobody knows
how long it will have taken in the end.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from conspectus.records.casebook.cite import Readable
from conspectus.records.casebook.picture import TimeStep

Row = dict[str, Any]

# Taking part in a meeting is bound to the meeting's day: there is no time to respond.
TIMES = """
select duty, part, agency, time_taken as time, count(*) as leaving,
  count(*) filter (status in ('met', 'late')) as answered
from obligations where time_taken is not null and kind <> 'participation'
group by all order by duty, part, agency, time
"""
STEP = 0.01  # a curve is kept to one step in a hundred: nobody sees a finer one


def curves(casebook: Readable) -> dict[tuple[str, str, str], list[TimeStep]]:
    """The curve of each duty, part and agency; none where nothing was answered."""
    rows = casebook.rows(TIMES)
    grouped = groupby(rows, key=lambda row: (row["duty"], row["part"], row["agency"]))
    return {key: coarser(curve(times)) for key, times in grouped}


def curve(times: Iterable[Row]) -> list[TimeStep]:
    """The steps at which the share answered rises: rows of time, answered and leaving, in order of time."""
    rows = list(times)
    waiting, unanswered = sum(row["leaving"] for row in rows), 1.0
    steps = []
    for row in rows:
        if row["answered"]:
            unanswered *= 1 - row["answered"] / waiting
            steps.append(TimeStep(time=row["time"], answered=1 - unanswered, waiting=waiting))
        waiting -= row["leaving"]
    return steps


def coarser(steps: list[TimeStep]) -> list[TimeStep]:
    """Without the steps that rise by less than one in a hundred; the last is kept."""
    kept: list[TimeStep] = []
    for place, step in enumerate(steps):
        before = kept[-1].answered if kept else 0.0
        if step.answered - before >= STEP or place == len(steps) - 1:
            kept.append(step)
    return kept
