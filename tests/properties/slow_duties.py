"""The slow and obvious twin of the duty compiler: try every reading of every date, and count on fingers.

Moments are plain numbers: days since 1970-01-01 for limits in days and months, microseconds for hours and
minutes. An uncertain event is a tuple of the moments that it can stand for.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

Moments = tuple[int, ...]
Deadline = Callable[[int], int | None]  # None: nobody knows when the limit ends


@dataclass(frozen=True)
class History:
    """What is known of one child for one response duty."""

    triggers: tuple[Moments, ...]
    responses: tuple[Moments, ...]
    lifts: tuple[Moments, ...]
    as_of: int


def response_statuses(history: History, *, due: Deadline, by_day: bool, one_to_one: bool) -> list[str]:
    """One status a trigger: what every reading gives, or indeterminate where readings differ."""
    found: list[set[str]] = [set() for _ in history.triggers]
    for triggers, responses, lifts in _readings(history):
        for place, status in enumerate(
            _one_reading(triggers, responses, lifts, history.as_of, due, by_day, one_to_one)
        ):
            found[place].add(status)
    return [statuses.pop() if len(statuses) == 1 else "indeterminate" for statuses in found]


def _readings(history: History) -> Iterator[tuple[Moments, Moments, Moments]]:
    for triggers in product(*history.triggers):
        for responses in product(*history.responses):
            for lifts in product(*history.lifts):
                yield triggers, responses, lifts


def _one_reading(
    triggers: Sequence[int],
    responses: Sequence[int],
    lifts: Sequence[int],
    as_of: int,
    due: Deadline,
    by_day: bool,
    one_to_one: bool,
) -> list[str]:
    exempt = [_is_exempt(start, due(start), responses, lifts, by_day) for start in triggers]
    statuses = ["exempt" if out else "" for out in exempt]
    free = sorted(responses)
    for place in sorted(range(len(triggers)), key=lambda place: (triggers[place], place)):
        if exempt[place]:
            continue
        # Earliest deadline first: the trigger that has waited longest takes the first response still to be had.
        answer = next((moment for moment in free if moment >= triggers[place]), None)
        if answer is not None and one_to_one:
            free.remove(answer)
        statuses[place] = _status(answer, due(triggers[place]), as_of)
    return statuses


def _is_exempt(
    start: int, due: int | None, responses: Sequence[int], lifts: Sequence[int], by_day: bool
) -> bool:
    if due is None:
        assert not lifts, "the twin does not know what lifts a duty whose limit nobody knows"
        return False
    first = min((moment for moment in responses if moment >= start), default=None)
    in_time = [lift for lift in lifts if start <= lift and (lift <= due if by_day else lift < due)]
    return any(first is None or lift < first for lift in in_time)


def _status(answer: int | None, due: int | None, as_of: int) -> str:
    if due is None:
        return "indeterminate"
    if answer is not None:
        return "met" if answer <= due else "late"
    return "missed" if due < as_of else "not_yet_due"


OPEN = ("late", "missed", "not_yet_due")


def held_back(
    statuses: Sequence[str], triggers: Sequence[Moments], lost: Sequence[Moments | None], *, one_to_one: bool
) -> list[str]:
    """The statuses where rows were lost that may be responses or lifts, each with its moments or at any (None).

    One to one, each decides for every trigger who is served; else it must not lie wholly before the trigger.
    """
    return [
        "indeterminate"
        if status in OPEN and any(one is None or one_to_one or one[-1] >= trigger[0] for one in lost)
        else status
        for status, trigger in zip(statuses, triggers, strict=True)
    ]


Limit = Callable[
    [int, int], int
]  # from the clock's start and the stretch's place, from 0, to the last moment


def recurrence_statuses(
    start: int, end: int | None, responses: Sequence[int], *, due: Limit, as_of: int, from_start: bool = True
) -> list[str]:
    """The statuses of a state's stretches, all dates being known."""
    last = as_of if end is None else end
    visits = sorted({moment for moment in responses if start <= moment <= last})
    beginnings = [start, *visits] if from_start else visits
    statuses = []
    for place, clock in enumerate(beginnings):
        limit = due(clock, place)
        visit = next(iter(visits[place if from_start else place + 1 :]), None)
        if visit is not None:
            statuses.append("met" if visit <= limit else "late")
        elif end is not None:
            statuses.append("exempt" if end <= limit else "missed")
        else:
            statuses.append("missed" if limit < as_of else "not_yet_due")
    return statuses


def agreed(readings: Sequence[Sequence[str]]) -> list[str]:
    """What every reading gives, place by place, or indeterminate; all must have as many places."""
    return [those[0] if len(set(those)) == 1 else "indeterminate" for those in zip(*readings, strict=True)]
