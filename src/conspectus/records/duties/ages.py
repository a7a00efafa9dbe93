"""Limits that depend on a child's age, on the day on which the clock starts.

A date of birth is an interval as well; where none is known, every age is possible. Ages are completed on the
birthday; that of 29 February clips to 28 February, as months do everywhere.
"""

from collections.abc import Callable, Iterable

import polars as pl

from conspectus.definitions import Duty, RecurrenceDuty
from conspectus.records.engine import Engine

NOBODY = pl.DataFrame(schema={"child_id": pl.Int64, "born_first": pl.Date, "born_last": pl.Date})

BIRTHS = """
create or replace table duty_births as
select r.child_no as child_id, b.born_first, b.born_last from {births} b
join (select distinct child_id, child_no from duty_rows) r on r.child_id = b.child_id
where b.born_first is not null
"""


def put_births(engine: Engine, *, births: str | None, duties: Iterable[Duty]) -> None:
    """Make `duty_births` from a table with child_id, born_first and born_last; empty where nobody's age matters."""
    if births is None or not any(isinstance(duty, RecurrenceDuty) and duty.by_age for duty in duties):
        engine.put("duty_births", NOBODY)
    else:
        engine.run(BIRTHS.format(births=births))


def youngest(duty: RecurrenceDuty) -> str:
    """Which of `every`, from 1, holds at the youngest that the child can be: at `t.from_a`, born as `y` says."""
    return _place(duty, lambda age: f"y.born_last is null or t.from_a < {_birthday('y.born_last', age)}")


def oldest(duty: RecurrenceDuty) -> str:
    """The same at the oldest that the child can be, at `t.from_b`."""
    return _place(duty, lambda age: f"t.from_b < {_birthday('y.born_first', age)}")


def _place(duty: RecurrenceDuty, under: Callable[[int], str]) -> str:
    cases = [
        f"when {under(span.under_age)} then {place}"
        for place, span in enumerate(duty.every, start=1)
        if span.under_age is not None
    ]
    return f"(case {' '.join(cases)} else {len(duty.every)} end)"


def _birthday(born: str, age: int) -> str:
    return f"date_diff('day', date '1970-01-01', cast({born} + interval {12 * age} month as date))"
