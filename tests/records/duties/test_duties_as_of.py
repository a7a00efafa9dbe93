"""Until when an agency answers: a day's end is its 24:00, for limits and for returns alike."""

from datetime import date, datetime

import polars as pl
import pytest

from conspectus.definitions import duties
from conspectus.records.duties import DutyTables, evaluate
from conspectus.records.duties.history import history
from conspectus.records.engine import DuckDBEngine
from conspectus.terms import Nation


@pytest.mark.parametrize(
    ("until", "status"),
    [
        (datetime(2026, 3, 20), "not_yet_due"),
        (datetime(2026, 3, 21), "not_yet_due"),  # 24:00 of the day on which the limit ends
        (datetime(2026, 3, 21, 0, 1), "missed"),
    ],
)
def test_a_limit_that_ends_when_the_return_does_is_not_past(until: datetime, status: str) -> None:
    rows = pl.DataFrame(
        {"child_id": ["a"], "event": ["referral"], "started": ["2026-03-19"], "agency": ["council"]}
    )
    covers = {"agency": ["council"], "event": ["referral_decision"], "from_day": [date(2025, 4, 1)]}
    with DuckDBEngine() as engine:
        engine.put("told", history(rows))
        engine.put("covered", pl.DataFrame(covers).with_columns(until=pl.lit(until, pl.Datetime("us"))))
        as_of = datetime(2026, 4, 30)
        evaluate(
            engine,
            [duties()["referral-decision"]],
            tables=DutyTables(events="told", coverage="covered"),
            as_of=as_of,
            nation=Nation.ENGLAND,
        )
        assert engine.rows("select status from obligations") == [(status,)]
