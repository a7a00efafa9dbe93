"""What is known of all duties before the first is evaluated, each asked of the engine once.

An engine plans a small question for as long as a large one, and there are dozens of duties.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import compress

import polars as pl

from conspectus.definitions import Duty
from conspectus.records.duties.fragments import axis_of
from conspectus.records.duties.response import OWING, AnyResponse
from conspectus.records.engine import Engine, literal

# By place of a duty in the list: its answers, as expressions.
Answers = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True)
class Known:
    """Event words that were sent, which moments of them are not fully known, and what the agencies can answer."""

    there: frozenset[str]
    vague: frozenset[tuple[str, str, str]]  # word, "started" or "ended", axis
    answers: Answers


def known_of(engine: Engine, answers: Answers, *, rows: str) -> Known:
    """Ask for the events in `rows`; `answers` are the same whichever are looked at."""
    words = {word: vague for word, *vague in engine.rows(VAGUE.format(rows=rows))}
    return Known(
        there=frozenset(words),
        vague=frozenset(
            (word, *moment) for word, vague in words.items() for moment in compress(MOMENTS, vague)
        ),
        answers=answers,
    )


MOMENTS = (("started", "day"), ("started", "us"), ("ended", "day"), ("ended", "us"))

# Of the rows and not of `duty_events`: to compare dates as they stand costs half of putting them on an axis first.
VAGUE = """
select event, coalesce(bool_or(started_first_day < started_last_day), false),
  coalesce(bool_or(started_first < started_last), false),
  coalesce(bool_or(ended_first_day < ended_last_day), false), coalesce(bool_or(ended_first < ended_last), false)
from {rows} group by event
"""


def answers_of(engine: Engine, duties: Sequence[Duty]) -> Answers:
    """What the agency that owes can answer, where it is one for all triggers."""
    asked = [
        (place, duty.owed_by, word, axis_of(duty.unit))
        for place, duty in enumerate(duties)
        if isinstance(duty, AnyResponse) and duty.owed_by not in OWING
        for word in duty.response.words
    ]
    schema = {"place": pl.Int64, "agency": pl.String, "event": pl.String, "axis": pl.String}
    engine.put("duty_asked", pl.DataFrame(asked, schema=schema, orient="row"))
    owes = {place: agency for place, agency, _, _ in asked}
    return {place: _literals(owes[place], *found) for place, *found in engine.rows(ANSWERS)}


# The same as `fragments.one_scope` says in one duty's query, for all of them.
ANSWERS = """
select q.place, coalesce(min(s.as_of), min(c.as_of)) as as_of, min(s.from_day) as from_day,
  coalesce(
    min(case when q.axis = 'day' then s.as_of_day else s.as_of_us end),
    min(case when q.axis = 'day' then c.as_of_day else epoch_us(c.as_of) end)) as as_of_at
from duty_asked q
cross join duty_clock c
left join duty_as_of s on s.agency = q.agency and s.event = q.event
group by q.place
"""


def _literals(owes: str, as_of: datetime, from_day: int | None, as_of_at: int) -> dict[str, str]:
    values = {"owes": owes, "as_of": as_of, "from_day": from_day, "as_of_at": as_of_at}
    types = {"owes": "varchar", "as_of": "timestamp", "from_day": "bigint", "as_of_at": "bigint"}
    return {
        name: f"cast({literal(None if value is None else str(value))} as {types[name]})"
        for name, value in values.items()
    }
