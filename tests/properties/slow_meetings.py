"""The slow and obvious twin of taking part in meetings and of sharing: every reading of every date, one by one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from tests.properties.making import Row
from tests.properties.slow_duties import Moments

Back = Callable[[int], int]  # the day that lies a limit before a meeting


@dataclass(frozen=True)
class Rules:
    """What the participation duty under test says."""

    convener: str
    known_for: int  # days before the meeting within which an event makes an agency know the child
    pair_for: int  # days before the meeting within which an invitation or a report belongs to it
    due: Back
    always: tuple[str, ...] = ()
    invites: bool = True


Key = tuple[str, str, str | None]  # part, agency, counterparty


def participation_statuses(
    meeting: Moments, rows: Sequence[Row], *, rules: Rules, agencies: Sequence[str], as_of: int
) -> dict[Key, str]:
    """One status for each obligation: what every reading gives, or indeterminate where readings differ."""
    found: dict[Key, str] = {}
    for agency in agencies:
        if agency == rules.convener:
            continue
        invitations = [row for row in rows if row.event == "invited" and row.counterparty == agency]
        reports = [row for row in rows if row.event == "reported" and row.agency == agency]
        if rules.invites and (agency in rules.always or knows(agency, meeting, rows, rules)):
            key = ("invite", rules.convener, agency)
            found[key] = one_status(
                _invited(day, row, rules, as_of) for day, row in _read(meeting, invitations)
            )
        asked = [_belonging(day, row, rules) != [] for day, row in _read(meeting, invitations)]
        if any(asked):
            told = one_status(_attended(day, row, rules, as_of) for day, row in _read(meeting, reports))
            found["attend", agency, None] = told if all(asked) else "indeterminate"
    return found


def knows(agency: str, meeting: Moments, rows: Sequence[Row], rules: Rules) -> bool:
    """Whether some event of the agency is in the time before the meeting, or open on it, in every reading."""
    return any(
        row.agency == agency
        and all(
            day - rules.known_for <= at < day or (row.until is not None and at <= day <= row.until[0])
            for day in meeting
            for at in row.at
        )
        for row in rows
    )


def _read(meeting: Moments, rows: Sequence[Row]) -> Iterator[tuple[int, list[int]]]:
    for day, *moments in product(meeting, *(row.at for row in rows)):
        yield day, moments


def _belonging(day: int, moments: Sequence[int], rules: Rules) -> list[int]:
    return sorted(at for at in moments if day - rules.pair_for <= at <= day)


def _invited(day: int, moments: Sequence[int], rules: Rules, as_of: int) -> str:
    if _belonging(day, moments, rules):
        return "met"
    return "missed" if day < as_of else "not_yet_due"


def _attended(day: int, moments: Sequence[int], rules: Rules, as_of: int) -> str:
    came = _belonging(day, moments, rules)
    if came:
        return "met" if came[0] <= rules.due(day) else "late"
    return "missed" if rules.due(day) < as_of else "not_yet_due"


def one_status(readings: Iterator[str]) -> str:
    """What every reading gives, or indeterminate."""
    found = set(readings)
    return found.pop() if len(found) == 1 else "indeterminate"


def sharing_statuses(sent: Sequence[Row], received: Sequence[Row], *, due: Back, as_of: int) -> list[str]:
    """One status for each row sent: paired by reference, else nearest first; then every reading of both dates."""
    pairs = {
        place: row for place, one in enumerate(sent) for row in received if row.refers_to == one.event_id
    }
    others = [row for row in received if row.refers_to is None]
    by_distance = sorted(
        (abs(row.at[0] - one.at[0]), one.at[0], place, row.at[0], other)
        for place, one in enumerate(sent)
        for other, row in enumerate(others)
        if place not in pairs
    )
    taken: set[int] = set()
    for *_, place, _, other in by_distance:
        if place not in pairs and other not in taken:
            pairs[place] = others[other]
            taken.add(other)
    return [
        one_status(
            _received(start, at, due=due, as_of=as_of)
            for start in one.at
            for at in (pairs[place].at if place in pairs else [None])
        )
        for place, one in enumerate(sent)
    ]


def _received(start: int, at: int | None, *, due: Back, as_of: int) -> str:
    if at is not None:
        return "met" if at <= due(start) else "late"
    return "missed" if due(start) < as_of else "not_yet_due"
