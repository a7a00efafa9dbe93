"""The compiled participation and sharing duties agree with the slow twin, with siblings in one meeting."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conspectus.definitions import ParticipationDuty, SharingDuty
from conspectus.records.dates.calendar import day_end, is_working_day
from conspectus.records.engine import Engine
from conspectus.terms import Nation
from tests.properties.making import (
    AGENCIES,
    BATCHES,
    COMMON,
    DAY,
    DAY_ONE,
    Row,
    day_of,
    keyed,
    spans,
    statuses,
    told,
    working,
)
from tests.properties.slow_duties import Moments
from tests.properties.slow_meetings import Key, Rules, participation_statuses, sharing_statuses

MEETING = DAY_ONE + 20  # Easter lies before it
vague = spans(DAY_ONE, 26, widest=3)
known = spans(DAY_ONE, 26, widest=0)
others = st.sampled_from(AGENCIES)


def working_days_before(length: int) -> dict[int, int]:
    """By hand: count back over the working days that lie before a meeting."""
    found = {}
    for meeting in range(DAY_ONE, DAY_ONE + 40):
        day, left = meeting, length
        while left:
            day -= 1
            left -= is_working_day(day_of(day), Nation.ENGLAND)
        found[meeting] = day
    return found


def meeting_duty(**more: object) -> ParticipationDuty:
    return ParticipationDuty.model_validate(
        {
            **COMMON, "kind": "participation", "convened_by": "council", "meeting": {"event": "met"},
            "invitation": {"event": "invited"}, "taking_part": {"event": "reported"},
            "knows_within": {"calendar_days": 9}, "pair_within": {"calendar_days": 7}, **more,
        }
    )  # fmt: skip


@st.composite
def meetings(draw: st.DrawFn) -> tuple[Moments, list[Row]]:
    """A meeting of uncertain day, and one sibling's events around it."""
    meeting = draw(spans(MEETING, 4, widest=2))
    rows = [
        Row("", "invited", at, counterparty=a)
        for at, a in draw(st.lists(st.tuples(vague, others), max_size=3))
    ]
    rows += [
        Row("", "reported", at, agency=a) for at, a in draw(st.lists(st.tuples(vague, others), max_size=2))
    ]
    ends = st.none() | st.just((MEETING + 2,))
    seen = st.lists(st.tuples(vague, others, ends), max_size=2)
    rows += [Row("", "seen", at, agency=a, until=end) for at, a, end in draw(seen)]
    return meeting, rows


WAYS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "as it stands": ({}, {}),
    "two working days ahead": (
        {"ahead": {"working_days": 2}, "invites": False},
        {"due": working_days_before(2).__getitem__, "invites": False},
    ),
    "five days ahead, police always": (
        {"ahead": {"calendar_days": 5}, "always": ["police"]},
        {"due": lambda day: day - 5, "always": ("police",)},
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_participation(engine: Engine, way: str) -> None:
    says, meant = WAYS[way]
    what = meeting_duty(**says)
    usual: dict[str, Any] = {"convener": "council", "known_for": 9, "pair_for": 7, "due": lambda day: day}
    rules = Rules(**{**usual, **meant})
    as_of = MEETING + 5

    @BATCHES
    @given(st.lists(meetings(), min_size=20, max_size=30))
    def agreeing(batch: list[tuple[Moments, list[Row]]]) -> None:
        rows = []
        for number, (meeting, own) in enumerate(batch):
            child = f"child-{number:03}"
            rows.append(Row(child, "met", meeting, event_id="M1"))  # siblings: one meeting for all of them
            rows += [Row(child, *_rest(row)) for row in own]
        found = keyed(engine, what, told(rows, unit=DAY), day_end(day_of(as_of)))
        for number, (meeting, own) in enumerate(batch):
            got: dict[Key, list[str]] = {
                (part, agency, other): those
                for (child, part, agency, other), those in found.items()
                if child == f"child-{number:03}"
            }
            expected = participation_statuses(meeting, own, rules=rules, agencies=AGENCIES, as_of=as_of)
            assert got.keys() == expected.keys(), (meeting, own)
            for key, true in expected.items():
                agency = key[2] if key[0] == "invite" else key[1]
                assert got[key] == [true] or (got[key] == ["indeterminate"] and _several(own, agency)), (
                    meeting,
                    own,
                )

    agreeing()


def _several(own: list[Row], agency: str | None) -> bool:
    """Whether rows stand in for one another: the query weighs each by itself, and may then say less than it could."""
    whose = Counter((row.event, row.counterparty or row.agency) for row in own)
    return whose["invited", agency] > 1 or whose["reported", agency] > 1


def _rest(row: Row) -> tuple[str, Moments, Moments | None, str | None, str | None]:
    return row.event, row.at, row.until, row.agency, row.counterparty


def test_sharing(engine: Engine) -> None:
    what = SharingDuty.model_validate(
        {
            **COMMON, "kind": "sharing", "owed_by": "police", "owed_to": "council", "within": {"working_days": 1},
            "sent": {"event": "sent", "where": {"counterparty": "council"}},
            "received": {"event": "received", "where": {"counterparty": "police"}},
        }
    )  # fmt: skip
    as_of = DAY_ONE + 27
    one = st.tuples(st.lists(vague, max_size=3), st.lists(st.tuples(vague, st.integers(-3, 2)), max_size=3))

    @BATCHES
    @given(st.lists(one, min_size=20, max_size=30))
    def agreeing(batch: list[tuple[list[Moments], list[tuple[Moments, int]]]]) -> None:
        sides: list[tuple[list[Row], list[Row]]] = []
        for number, (sent, received) in enumerate(batch):
            child = f"child-{number:03}"
            gone = [
                Row(child, "sent", at, agency="police", counterparty="council", event_id=f"{child}-N{place}")
                for place, at in enumerate(sorted(at for at in sent if at[-1] <= as_of))
            ]
            named = {place: at for at, place in received if 0 <= place < len(gone) and at[-1] <= as_of}
            come = [
                Row(
                    child,
                    "received",
                    at,
                    agency="council",
                    counterparty="police",
                    refers_to=gone[place].event_id,
                )
                for place, at in named.items()
            ]
            come += [
                Row(child, "received", at, agency="council", counterparty="police")
                for at in sorted(at for at, place in received if place < 0 and at[-1] <= as_of)
            ]
            sides.append((gone, come))
        noise = [Row("child-000", "sent", (DAY_ONE,), agency="police", counterparty="education")]
        rows = [row for gone, come in sides for row in (*gone, *come)] + noise
        found = statuses(engine, what, told(rows, unit=DAY), day_end(day_of(as_of)))
        for number, (gone, come) in enumerate(sides):
            expected = sharing_statuses(gone, come, due=working(1), as_of=as_of)
            assert found.get(f"child-{number:03}", []) == expected, (gone, come)

    agreeing()
