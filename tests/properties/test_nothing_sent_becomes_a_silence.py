"""Whatever cell or row of a history cannot be used: nobody is late, and nothing missed, that was not before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conspectus.definitions import Duty, ParticipationDuty, RecurrenceDuty, ResponseDuty, SharingDuty
from conspectus.records.dates.calendar import day_end
from conspectus.records.engine import Engine
from tests.properties.making import (
    AGENCIES,
    BATCHES,
    COMMON,
    DAY,
    DAY_ONE,
    Lost,
    Row,
    day_of,
    evaluated,
    lost_rows,
    spans,
    told,
    working,
)
from tests.properties.slow_duties import History, Moments, held_back, response_statuses

AS_OF = DAY_ONE + 20
WAIT = "select child_id, list_sort(list(status)) from obligations group by child_id"
ANY = {"outcome": ["yes", "surely"]}
OPEN_ENDED = {"knows_within": {"calendar_days": 9}, "pair_within": {"calendar_days": 7}}

RESPONSE = {
    "kind": "response", "owed_by": "council", "trigger": {"event": "asked", "where": ANY},
    "response": {"event": "answered", "where": ANY}, "unless": [{"event": "lifted"}],
    "within": {"working_days": 3},
}  # fmt: skip

Duties = ResponseDuty | RecurrenceDuty | ParticipationDuty | SharingDuty
DUTIES: dict[str, tuple[type[Duties], dict[str, Any]]] = {
    "response": (ResponseDuty, RESPONSE),
    "one to one": (ResponseDuty, RESPONSE | {"match": "one_to_one"}),
    "once an enquiry": (ResponseDuty, RESPONSE | {"once_per": "enquiry"}),
    "whoever was asked": (ResponseDuty, RESPONSE | {"owed_by": "counterparty", "match": "one_to_one"}),
    "from the end": (ResponseDuty, RESPONSE | {"trigger": {"event": "away", "at": "ended"}}),
    "until the end": (ResponseDuty, RESPONSE | {"response": {"event": "away", "at": "ended"}}),
    "recurrence": (
        RecurrenceDuty,
        {"kind": "recurrence", "owed_by": "council", "while": {"event": "away"}, "response": {"event": "answered"},
         "every": [{"calendar_days": 3}], "from_start": True},
    ),
    "recurrence from the first": (
        RecurrenceDuty,
        {"kind": "recurrence", "owed_by": "council", "while": {"event": "away"},
         "response": {"event": "answered", "where": ANY}, "every": [{"calendar_days": 2}, {"calendar_days": 4}]},
    ),
    "participation": (
        ParticipationDuty,
        {"kind": "participation", "convened_by": "council", "meeting": {"event": "asked"},
         "invitation": {"event": "answered"}, "taking_part": {"event": "lifted"}, "ahead": {"calendar_days": 2},
         **OPEN_ENDED},
    ),
    "sharing": (
        SharingDuty,
        {"kind": "sharing", "owed_by": "council", "owed_to": "police", "sent": {"event": "asked"},
         "received": {"event": "answered"}, "within": {"calendar_days": 2}},
    ),
}  # fmt: skip

WORDS = ("asked", "answered", "lifted", "away", "section_47_ended")
days = spans(DAY_ONE, 16, widest=0)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Any event of a child, on a known day; what lasts has an end, or none."""
    event, at = draw(st.sampled_from(WORDS)), draw(days)
    ended = draw(st.none() | st.integers(0, 6)) if event == "away" else None
    return Row(
        "", event, at,
        until=None if ended is None else (at[0] + ended,),
        agency=draw(st.sampled_from(AGENCIES[:2])), counterparty=draw(st.sampled_from(AGENCIES[:2])),
        outcome=draw(st.sampled_from(["yes", "surely", "no"])),
    )  # fmt: skip


def spoilt(row: Row) -> Iterator[tuple[Row | None, Lost]]:
    """The row with one thing wrong: what is left of it among the events, and what is told of it."""
    yield None, Lost(row)
    yield None, Lost(row, moment=True)
    yield replace(row, outcome=None), Lost(row, moment=True, whole=False, outcome=True)
    yield replace(row, counterparty=None), Lost(row, moment=True, whole=False, counterparty=True)
    if row.until is not None:
        yield replace(row, until=None, endless=True), Lost(row, moment=True, whole=False, end=True)


def spoilt_histories(history: Sequence[Row]) -> Iterator[tuple[list[Row], list[Lost]]]:
    """The history as it is, and with each of its rows spoilt in each way."""
    numbered = [replace(row, event_id=f"E{place}") for place, row in enumerate(history)]
    yield numbered, []
    for place, row in enumerate(numbered):
        for left, lost in spoilt(row):
            yield [*numbered[:place], *([left] if left else []), *numbered[place + 1 :]], [lost]


FOUND = """
select o.child_id, t.event_id, o.part, o.agency, coalesce(o.counterparty, ''), coalesce(o.n, 0), o.status
from obligations o join twin_events t on t.event_ref = o.trigger_ref
"""


def never_worse(engine: Engine, what: Duty, batch: Sequence[Sequence[Row]]) -> None:
    """Evaluate each history, sound and spoilt, as a child of its own."""
    events, lost = [], []
    for number, history in enumerate(batch):
        for way, (own, gone) in enumerate(spoilt_histories(history)):
            child = f"{number:03}/{way:03}"
            events += [replace(row, child=child) for row in own]
            lost += [replace(one, row=replace(one.row, child=child)) for one in gone]
    if not events:
        return
    evaluated(engine, what, told(events, unit=DAY), day_end(day_of(AS_OF)), lost=lost_rows(lost, unit=DAY))
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for child, *key, status in engine.rows(FOUND):
        found.setdefault(child, {})[tuple(map(str, key))] = status
    for child, statuses in found.items():
        sound = found.get(f"{child[:3]}/000", {})
        worse = {key: status for key, status in statuses.items()
                 if status in ("late", "missed") and sound.get(key) != status}  # fmt: skip
        spoilt_so = list(spoilt_histories(batch[int(child[:3])]))[int(child[4:])]
        assert not worse, (worse, sound, spoilt_so)


@pytest.mark.parametrize("way", DUTIES)
def test_spoiling_a_row_never_makes_anybody_late(engine: Engine, way: str) -> None:
    kind, says = DUTIES[way]
    what = kind.model_validate({**COMMON, **says})

    @BATCHES
    @given(st.lists(st.lists(rows(), max_size=6), min_size=6, max_size=9))
    def holding(batch: list[list[Row]]) -> None:
        never_worse(engine, what, batch)

    holding()


@pytest.mark.parametrize("match", ["shared", "one_to_one"])
def test_what_waits_is_what_the_slow_twin_holds_back(engine: Engine, match: str) -> None:
    """Not one obligation more: those met or lifted stay, and those that no lost row could answer."""
    what = ResponseDuty.model_validate({**COMMON, **RESPONSE, "match": match})
    gone = st.tuples(st.sampled_from(["answered", "lifted"]), days, st.booleans())
    drawn = st.tuples(*(st.lists(some, max_size=3) for some in (days, days, gone)))

    @BATCHES
    @given(st.lists(drawn, min_size=20, max_size=30))
    def agreeing(batch: list[tuple[list[Moments], list[Moments], list[tuple[str, Moments, bool]]]]) -> None:
        rows, lost = [], []
        for number, (asked, answered, away) in enumerate(batch):
            child = f"{number:03}"
            rows += [Row(child, "asked", at, outcome="yes") for at in sorted(asked)]
            rows += [Row(child, "answered", at, outcome="yes") for at in answered]
            lost += [Lost(Row(child, word, at, outcome="surely"), moment=known) for word, at, known in away]
        if not rows:
            return
        evaluated(engine, what, told(rows, unit=DAY), day_end(day_of(AS_OF)), lost=lost_rows(lost, unit=DAY))
        found = dict(engine.rows(WAIT))
        for number, (asked, answered, away) in enumerate(batch):
            one = History(tuple(sorted(asked)), tuple(answered), (), AS_OF)
            one_to_one = match == "one_to_one"
            plain = response_statuses(one, due=working(3), by_day=True, one_to_one=one_to_one)
            moments = [at if known else None for _, at, known in away]
            expected = held_back(plain, one.triggers, moments, one_to_one=one_to_one)
            assert found.get(f"{number:03}", []) == sorted(expected), (one, away)

    agreeing()
