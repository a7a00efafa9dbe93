"""The compiled recurrence duties agree with the slow twin: sequences, ages, uncertain dates."""

from itertools import product

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from conspectus.definitions import RecurrenceDuty
from conspectus.records.dates.calendar import day_end
from conspectus.records.engine import Engine
from tests.properties.making import BATCHES, COMMON, DAY, DAY_ONE, Row, day_of, statuses, told, working
from tests.properties.slow_duties import Limit, Moments, agreed, recurrence_statuses

AS_OF = DAY_ONE + 40
State = tuple[Moments, Moments | None, list[Moments]]  # its beginning, its end, responses within it


def duty(every: list[dict[str, int]], *, from_start: bool = True) -> RecurrenceDuty:
    return RecurrenceDuty.model_validate(
        {
            **COMMON, "kind": "recurrence", "owed_by": "council", "while": {"event": "state"},
            "response": {"event": "answered"}, "every": every, "from_start": from_start,
        }
    )  # fmt: skip


def one_after_another(drawn: tuple[list[tuple[int, int]], bool]) -> State:
    """A state whose dates, each up to three days wide, leave no doubt which comes first."""
    steps, open_ = drawn
    at, moments = DAY_ONE, []
    for gap, wide in steps:
        at += gap + 1
        moments.append(tuple(range(at, at + wide + 1)))
        at += wide
    first, *rest = moments
    end = None if open_ or not rest else rest.pop()
    return first, end, rest


steps = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2)), min_size=1, max_size=5)
orderly = st.tuples(steps, st.booleans()).map(one_after_another)


def put(
    engine: Engine, what: RecurrenceDuty, batch: list[State], births: list[Moments] | None = None
) -> dict[str, list[str]]:
    rows = []
    for number, (start, end, visits) in enumerate(batch):
        rows.append(Row(f"child-{number:03}", "state", start, until=end))
        rows += [Row(f"child-{number:03}", "answered", at) for at in visits]
    born = None
    if births is not None:
        days = [
            (f"child-{number:03}", day_of(at[0]), day_of(at[-1])) for number, at in enumerate(births) if at
        ]
        schema = {"child_id": pl.String, "born_first": pl.Date, "born_last": pl.Date}
        born = pl.DataFrame(days, schema=schema, orient="row")
    return statuses(engine, what, told(rows, unit=DAY), day_end(day_of(AS_OF)), births=born)


def ends_of(end: Moments | None) -> tuple[int | None, ...]:
    return (None,) if end is None else end


def expected(state: State, *, due: Limit, from_start: bool = True) -> list[str]:
    start, end, visits = state
    return agreed(
        [
            recurrence_statuses(first, last, answers, due=due, as_of=AS_OF, from_start=from_start)
            for first in start
            for last in ends_of(end)
            for answers in product(*visits)
        ]
    )


def test_a_sequence_of_limits(engine: Engine) -> None:
    what = duty([{"working_days": 3}, {"calendar_days": 5}])

    @BATCHES
    @given(st.lists(orderly, min_size=20, max_size=30))
    def agreeing(batch: list[State]) -> None:
        found = put(engine, what, batch)
        for number, state in enumerate(batch):
            told_ = expected(state, due=lambda at, place: working(3)(at) if place == 0 else at + 5)
            assert found[f"child-{number:03}"] == told_, state

    agreeing()


def test_a_clock_that_starts_with_the_first_response(engine: Engine) -> None:
    what = duty([{"calendar_days": 6}], from_start=False)

    @BATCHES
    @given(st.lists(orderly, min_size=20, max_size=30))
    def agreeing(batch: list[State]) -> None:
        found = put(engine, what, batch)
        for number, state in enumerate(batch):
            told_ = expected(state, due=lambda at, _: at + 6, from_start=False)
            assert found.get(f"child-{number:03}", []) == told_, state

    agreeing()


def by_age(birthday: int) -> Limit:
    return lambda at, _: at + (3 if at < birthday else 8)


def test_limits_by_age(engine: Engine) -> None:
    """A first birthday that falls among the days of the state, from a date of birth up to four days wide, or none."""
    what = duty([{"calendar_days": 3, "under_age": 1}, {"calendar_days": 8}])
    year = 365  # no 29 February lies between
    births = st.tuples(st.integers(-4, 20), st.integers(0, 3)).map(
        lambda drawn: tuple(range(DAY_ONE + drawn[0] - year, DAY_ONE + drawn[0] + drawn[1] + 1 - year))
    )

    @BATCHES
    @given(st.lists(st.tuples(orderly, st.just(()) | births), min_size=20, max_size=30))
    def agreeing(batch: list[tuple[State, Moments]]) -> None:
        found = put(engine, what, [state for state, _ in batch], [born for _, born in batch])
        for number, (state, born) in enumerate(batch):
            # Without a date of birth the child may be of any age all along: two readings are enough.
            readings = [expected(state, due=by_age(day + year)) for day in born or (-(10**6), 10**6)]
            assert found[f"child-{number:03}"] == agreed(readings), (state, born)

    agreeing()


def test_dates_in_any_order_are_never_told_wrongly(engine: Engine) -> None:
    """Where dates overlap, a stretch that is told must be so in every reading in which it is one."""
    what = duty([{"calendar_days": 4}])
    span = st.tuples(st.integers(DAY_ONE, DAY_ONE + 12), st.integers(0, 2))
    moments = span.map(lambda drawn: tuple(range(drawn[0], drawn[0] + drawn[1] + 1)))
    state = st.tuples(moments, st.none() | moments.map(lambda at: tuple(day + 14 for day in at)))

    @BATCHES
    @given(st.lists(st.tuples(state, st.lists(moments, max_size=3)), min_size=20, max_size=30))
    def agreeing(batch: list[tuple[tuple[Moments, Moments | None], list[Moments]]]) -> None:
        found = put(engine, what, [(start, end, visits) for (start, end), visits in batch])
        for number, ((start, end), visits) in enumerate(batch):
            got = found[f"child-{number:03}"]
            readings = [
                recurrence_statuses(first, last, answers, due=lambda at, _: at + 4, as_of=AS_OF)
                for first in start
                for last in ends_of(end)
                for answers in product(*visits)
            ]
            last_told = got[-1]
            if last_told != "indeterminate":
                assert all(reading[-1] == last_told for reading in readings), (start, end, visits)
            if all(len(at) == 1 for at in (start, *([end] if end else []), *visits)):
                assert got == readings[0], (start, end, visits)

    agreeing()
