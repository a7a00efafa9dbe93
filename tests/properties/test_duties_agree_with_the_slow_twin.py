"""The compiled response duties agree, row by row, with the slow twin over generated histories."""

from datetime import datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conspectus.definitions import MeasuredDuty, ResponseDuty
from conspectus.records.dates.calendar import day_end
from conspectus.records.engine import Engine
from tests.properties.making import (
    BATCHES,
    COMMON,
    DAY,
    DAY_ONE,
    HOUR,
    HOUR_ONE,
    Row,
    at_school,
    day_of,
    events,
    keyed,
    spans,
    statuses,
    told,
    working,
)
from tests.properties.slow_duties import History, Moments, response_statuses

__all__ = ["agree", "events", "statuses"]  # for whoever sends the same batches to another engine


NEVER = 10**17  # no moment comes after it: of what is only measured nothing is late


def measured(match: str) -> MeasuredDuty:
    """A duty without a limit, whose time is told and never judged."""
    return MeasuredDuty.model_validate(
        {
            **COMMON, "kind": "measured", "owed_by": "council", "trigger": {"event": "asked"},
            "response": {"event": "answered"}, "told_in": "hours", "match": match,
        }
    )  # fmt: skip


def duty(*, within: dict[str, int], match: str, **more: object) -> ResponseDuty:
    return ResponseDuty.model_validate(
        {
            **COMMON, "kind": "response", "owed_by": "council", "trigger": {"event": "asked"},
            "response": {"event": "answered"}, "unless": [{"event": "lifted"}], "within": within, "match": match,
            **more,
        }
    )  # fmt: skip


def histories(
    first: int, length: int, *, step: int, widest: int, exact_triggers: bool
) -> st.SearchStrategy[History]:
    vague = spans(first, length, widest=widest, step=step)
    exact = spans(first, length, widest=0, step=step)
    return st.builds(
        History,
        triggers=st.lists(
            exact if exact_triggers else vague, min_size=1, max_size=3 if exact_triggers else 1
        ).map(tuple),
        responses=st.lists(vague, max_size=3).map(tuple),
        lifts=st.lists(exact, max_size=1).map(tuple),
        as_of=st.integers(first + 5 * step, first + (length + 8) * step),
    )


def agree(engine: Engine, batch: list[History], *, within: dict[str, int], match: str, unit: int) -> None:
    """Evaluate the batch at once, each history a child, for the shared as-of of the first.

    Without a limit the duty is one that is only measured. Neither that nor one in school days is lifted here.
    """
    lifted = not within.keys() <= {"school_days"}
    as_of_at = batch[0].as_of
    batch = [
        History(
            tuple(trigger for trigger in one.triggers if trigger[-1] <= as_of_at),
            tuple(response for response in one.responses if response[-1] <= as_of_at),
            tuple(lift for lift in one.lifts if lifted and lift[-1] <= as_of_at),
            as_of_at,
        )
        for one in batch
    ]
    rows = [
        (f"child-{number:03}", word, moments)
        for number, one in enumerate(batch)
        for word, group in (
            ("asked", sorted(one.triggers)),
            ("answered", one.responses),
            ("lifted", one.lifts),
        )
        for moments in group
    ]
    if not rows:
        return
    as_of = day_end(day_of(as_of_at)) if unit > 1 else instant(as_of_at)
    what = duty(within=within, match=match) if within else measured(match)
    found = statuses(engine, what, events(rows, unit=unit), as_of)
    [(kind, length)] = within.items() or [("none", 0)]

    def due(moment: int) -> int | None:
        if kind == "none":
            return NEVER
        if kind == "school_days":
            return at_school(length)(moment)
        if kind == "working_days":
            return working(length)(moment)
        return moment + length * (HOUR if kind == "hours" else 1)

    for number, one in enumerate(batch):
        ordered = History(tuple(sorted(one.triggers)), one.responses, one.lifts, one.as_of)
        expected = response_statuses(ordered, due=due, by_day=unit > 1, one_to_one=match == "one_to_one")
        got = found.get(f"child-{number:03}", [])
        if match == "one_to_one" and one.lifts:
            # Whether a lift takes a trigger out of the queue can hang on the same uncertain date as who is served
            # after it. The query weighs the two apart: it may then say indeterminate too often, but nothing wrong.
            expected = [
                mine if mine == "indeterminate" else true for mine, true in zip(got, expected, strict=True)
            ]
        assert got == expected, one


def instant(moment: int) -> datetime:
    return datetime(1970, 1, 1) + timedelta(microseconds=moment)


@pytest.mark.parametrize("within", [{"working_days": 3}, {"calendar_days": 4}])
@pytest.mark.parametrize(
    ("match", "exact_triggers"), [("shared", True), ("shared", False), ("one_to_one", True)]
)
def test_days(engine: Engine, within: dict[str, int], match: str, exact_triggers: bool) -> None:
    @BATCHES
    @given(
        st.lists(
            histories(DAY_ONE, 14, step=1, widest=3, exact_triggers=exact_triggers), min_size=20, max_size=30
        )
    )
    def agreeing(batch: list[History]) -> None:
        agree(engine, batch, within=within, match=match, unit=DAY)

    agreeing()


@pytest.mark.parametrize(("match", "exact_triggers"), [("shared", False), ("one_to_one", True)])
def test_school_days_of_the_terms_that_are_known(engine: Engine, match: str, exact_triggers: bool) -> None:
    @BATCHES
    @given(
        st.lists(
            histories(DAY_ONE, 14, step=1, widest=3, exact_triggers=exact_triggers), min_size=20, max_size=30
        )
    )
    def agreeing(batch: list[History]) -> None:
        agree(engine, batch, within={"school_days": 3}, match=match, unit=DAY)

    agreeing()


@pytest.mark.parametrize(("match", "exact_triggers"), [("shared", False), ("one_to_one", True)])
def test_what_is_only_measured_is_never_late(engine: Engine, match: str, exact_triggers: bool) -> None:
    @BATCHES
    @given(
        st.lists(
            histories(HOUR_ONE, 12, step=HOUR, widest=1, exact_triggers=exact_triggers),
            min_size=20,
            max_size=30,
        )
    )
    def agreeing(batch: list[History]) -> None:
        agree(engine, batch, within={}, match=match, unit=1)

    agreeing()


@pytest.mark.parametrize(
    ("match", "exact_triggers"), [("shared", True), ("shared", False), ("one_to_one", True)]
)
def test_hours(engine: Engine, match: str, exact_triggers: bool) -> None:
    @BATCHES
    @given(
        st.lists(
            histories(HOUR_ONE, 12, step=HOUR, widest=1, exact_triggers=exact_triggers),
            min_size=20,
            max_size=30,
        )
    )
    def agreeing(batch: list[History]) -> None:
        agree(engine, batch, within={"hours": 3}, match=match, unit=1)

    agreeing()


days = spans(DAY_ONE, 14, widest=0)
vague_days = spans(DAY_ONE, 14, widest=3)
who = st.sampled_from(["police", "health"])
AS_OF = DAY_ONE + 20


@pytest.mark.parametrize("owed_by", ["counterparty", "recorder"])
@pytest.mark.parametrize("match", ["shared", "one_to_one"])
def test_whoever_is_named_owes_and_only_their_own_answers_count(
    engine: Engine, owed_by: str, match: str
) -> None:
    what = duty(
        within={"working_days": 3}, match=match, owed_by=owed_by, unless=[],
        response={"event": "answered", "where": {"outcome": ["yes", "surely"]}},
    )  # fmt: skip
    asked = st.lists(st.tuples(days, who), max_size=4)
    answered = st.lists(
        st.tuples(vague_days, who, st.sampled_from(["yes", "surely", "no", None])), max_size=5
    )

    @BATCHES
    @given(st.lists(st.tuples(asked, answered), min_size=20, max_size=30))
    def agreeing(
        batch: list[tuple[list[tuple[Moments, str]], list[tuple[Moments, str, str | None]]]],
    ) -> None:
        rows = []
        for number, (triggers, responses) in enumerate(batch):
            child = f"child-{number:03}"
            rows += [
                Row(child, "asked", at, counterparty=agency if owed_by == "counterparty" else None,
                    agency=agency if owed_by == "recorder" else None)
                for at, agency in sorted(triggers)
            ]  # fmt: skip
            rows += [Row(child, "answered", at, agency=agency, outcome=o) for at, agency, o in responses]
        found = keyed(engine, what, told(rows, unit=DAY), day_end(day_of(AS_OF)))
        for number, (triggers, responses) in enumerate(batch):
            for agency in ("police", "health"):
                one = History(
                    tuple(at for at, whose in sorted(triggers) if whose == agency),
                    tuple(at for at, whose, o in responses if whose == agency and o in ("yes", "surely")),
                    (), AS_OF,
                )  # fmt: skip
                expected = response_statuses(
                    one, due=working(3), by_day=True, one_to_one=match == "one_to_one"
                )
                assert found.get((f"child-{number:03}", "respond", agency, None), []) == expected, one

    agreeing()


def test_an_episode_has_one_clock_and_a_duty_its_time_in_force(engine: Engine) -> None:
    force = [{"from": day_of(DAY_ONE + 2), "to": day_of(DAY_ONE + 9)}, {"from": day_of(DAY_ONE + 12)}]
    what = duty(within={"calendar_days": 4}, match="shared", once_per="enquiry", unless=[], in_force=force)
    point = st.integers(DAY_ONE, DAY_ONE + 14)
    drawn = st.tuples(
        st.lists(point, max_size=5), st.lists(point, max_size=2), st.lists(vague_days, max_size=3)
    )

    @BATCHES
    @given(st.lists(drawn, min_size=20, max_size=30))
    def agreeing(batch: list[tuple[list[int], list[int], list[Moments]]]) -> None:
        rows = []
        for number, (asked, closed, answers) in enumerate(batch):
            child = f"child-{number:03}"
            rows += [Row(child, "asked", (at,)) for at in sorted(asked)]
            rows += [Row(child, "section_47_ended", (at,)) for at in closed]
            rows += [Row(child, "answered", at) for at in answers]
        found = statuses(engine, what, told(rows, unit=DAY), day_end(day_of(AS_OF)))
        for number, (asked, closed, answers) in enumerate(batch):
            starts = _starting(sorted(asked), closed)
            one = History(tuple((at,) for at in starts), tuple(answers), (), AS_OF)
            all_ = response_statuses(one, due=lambda at: at + 4, by_day=True, one_to_one=False)
            expected = [status for at, status in zip(starts, all_, strict=True) if _in_force(at - DAY_ONE)]
            assert found.get(f"child-{number:03}", []) == expected, one

    agreeing()


def _in_force(day: int) -> bool:
    return 2 <= day <= 9 or day >= 12


def _starting(asked: list[int], closed: list[int]) -> list[int]:
    """The first trigger, and each after which the episode before it was closed."""
    starts: list[int] = []
    for at in asked:
        if not starts or any(starts[-1] <= end <= at for end in closed):
            starts.append(at)
    return starts


@pytest.mark.parametrize("match", ["shared", "one_to_one"])
def test_times_put_one_day_s_events_in_order(engine: Engine, match: str) -> None:
    what = duty(within={"working_days": 2}, match=match, unless=[])
    hours = st.integers(0, 24 * 6).map(
        lambda hour: HOUR_ONE + 7 * DAY + hour * HOUR // 2
    )  # half hours, with ties
    as_of = HOUR_ONE + 20 * DAY

    def due(moment: int) -> int:
        summer = HOUR  # all of these days lie in summer time: a day ends an hour earlier in UTC
        return (working(2)((moment + summer) // DAY) + 1) * DAY - summer - 1

    @BATCHES
    @given(
        st.lists(
            st.tuples(st.lists(hours, max_size=4), st.lists(hours, max_size=4)), min_size=20, max_size=30
        )
    )
    def agreeing(batch: list[tuple[list[int], list[int]]]) -> None:
        rows = []
        for number, (asked, answers) in enumerate(batch):
            rows += [Row(f"child-{number:03}", "asked", (at,)) for at in sorted(asked)]
            rows += [Row(f"child-{number:03}", "answered", (at,)) for at in answers]
        found = statuses(engine, what, _in_summer(rows), instant(as_of))
        for number, (asked, answers) in enumerate(batch):
            one = History(tuple((at,) for at in sorted(asked)), tuple((at,) for at in answers), (), as_of)
            expected = response_statuses(one, due=due, by_day=False, one_to_one=match == "one_to_one")
            assert found.get(f"child-{number:03}", []) == expected, one

    agreeing()


def _in_summer(rows: list[Row]) -> pl.DataFrame:
    """Instants with their days in summer time, an hour ahead."""
    table = told(rows, unit=1)
    return table.with_columns(
        (pl.col(f"started_{end}") + pl.duration(hours=1)).dt.date().alias(f"started_{end}_day")
        for end in ("first", "last")
    )
