"""The slow, obvious twin: every obligation of one child, by plain loops over plain rows.

Written from the pinned meanings alone and sharing no code with the rooms that it checks: limits and words
come from the shipped definitions, everything else is spelt out here and in the modules `truth_...` for each kind
of duty. A date that is not fully known is tried on every day that it allows (on every quarter of an hour, where a
limit is in hours); a status that does not hold for all is indeterminate.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache

from conspectus.definitions import (
    AfterTrigger,
    Duty,
    MeasuredDuty,
    ParticipationDuty,
    RecurrenceDuty,
    ResponseDuty,
    duties,
    episodes,
    holding,
)
from conspectus.example_area.register import Happening
from conspectus.example_area.truth_facts import Fact, readings_of
from conspectus.example_area.truth_meetings import participate
from conspectus.example_area.truth_outcome import Key, Outcome
from conspectus.example_area.truth_recurrence import recur
from conspectus.example_area.truth_response import respond
from conspectus.example_area.truth_sharing import share
from conspectus.example_area.when import nation_here
from conspectus.terms import Nation

UNKNOWN = (date(1900, 1, 1), date(2100, 1, 1))  # of any age: the oldest and the youngest are enough


def obligations(rows: Sequence[Happening], *, born: date | None = None) -> dict[Key, Outcome]:
    """Every obligation that the shipped duties make of one child's own rows, as sent; `born` as its records say."""
    found: dict[Key, Outcome] = {}
    there = {row.event for row in rows}
    for duty in _duties(nation_here()):
        words = _words(duty.id)
        if there.isdisjoint(duty.trigger.words if isinstance(duty, AfterTrigger) else words):
            continue  # nothing triggers it, and its responses' readings by the clock are many
        by_the_clock = isinstance(duty, AfterTrigger) and duty.unit in ("hours", "minutes")
        of = rows if isinstance(duty, ParticipationDuty) else [row for row in rows if row.event in words]
        by_age = isinstance(duty, RecurrenceDuty) and duty.by_age
        births = UNKNOWN if by_age and born is None else (born or UNKNOWN[0],)
        readings = [
            evaluate(duty, facts, birth) for facts in readings_of(of, words, by_the_clock) for birth in births
        ]
        held = {row.ref for row in rows if _held_then(duty, row)}
        found.update({key: one for key, one in agreed(readings).items() if key.trigger_ref in held})
    return found


def _held_then(duty: Duty, row: Happening) -> bool:
    """Whether the duty was in force on the day on which this row would start its clock."""
    if not isinstance(duty, AfterTrigger):
        return True  # those of the other kinds were in force long before the area's first day
    began = row.end if duty.trigger.at == "ended" and row.end else row.start
    day = began.first.date()
    return any(first <= day and (last is None or day <= last) for first, last in duty.spells)


@cache
def _duties(nation: Nation) -> tuple[Duty, ...]:
    """The duties that hold where the made-up area lies."""
    return tuple(holding(duties().values(), nation))


@cache
def _words(duty: str) -> set[str]:
    return words_of(duties()[duty])


def agreed(readings: list[dict[Key, Outcome]]) -> dict[Key, Outcome]:
    """A status only where every reading gives it, a response likewise; of the limits the earliest."""
    found: dict[Key, Outcome] = {}
    for key in dict.fromkeys(key for reading in readings for key in reading):
        outcomes = [reading[key] for reading in readings if key in reading]
        statuses = {outcome.status for outcome in outcomes}
        refs = {outcome.response_ref for outcome in outcomes}
        dues = [outcome.due for outcome in outcomes if outcome.due is not None]
        status = statuses.pop() if len(statuses) == 1 and len(outcomes) == len(readings) else "indeterminate"
        if status not in ("met", "late", "indeterminate"):
            refs = {""}
        found[key] = Outcome(status, min(dues, default=None), refs.pop() if len(refs) == 1 else "")
    return found


def evaluate(duty: Duty, facts: list[Fact], born: date) -> dict[Key, Outcome]:
    """The obligations that one duty makes under one reading of the uncertain dates."""
    if isinstance(duty, ResponseDuty | MeasuredDuty):
        return dict(respond(duty, facts))
    if isinstance(duty, RecurrenceDuty):
        return dict(recur(duty, facts, born))
    if isinstance(duty, ParticipationDuty):
        return dict(participate(duty, facts))
    return dict(share(duty, facts))


def words_of(duty: Duty) -> set[str]:
    """Every event word that a duty looks at."""
    if isinstance(duty, AfterTrigger):
        closing = episodes()[duty.once_per].closed_by if duty.once_per else ()
        return {*duty.words, *closing}
    if isinstance(duty, RecurrenceDuty):
        return {*duty.while_.words, *duty.response.words}
    if isinstance(duty, ParticipationDuty):
        return {*duty.meeting.words, *duty.invitation.words, *duty.taking_part.words}
    return {*duty.sent.words, *duty.received.words, "decided_not_to_share"}
