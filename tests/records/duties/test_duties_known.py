"""Which dates are not fully known is told by word, by beginning or end, and by axis."""

import polars as pl

from conspectus.definitions import ResponseDuty, duties
from conspectus.records.duties.history import history
from conspectus.records.duties.known import known_of
from conspectus.records.duties.response import rests_on
from conspectus.records.engine import DuckDBEngine

ROWS = pl.DataFrame(
    {
        "child_id": ["a", "a", "a", "a"],
        "event": ["referral", "referral_decision", "missing_episode", "missing_episode"],
        "started": ["2026-03-02", "2026-03", "2026-03-02T22:00", "2026-03-04T22:00"],
        "ended": [None, None, "2026-03-03T06:00", "2026-03-05"],
    }
)


def vague(rows: pl.DataFrame) -> frozenset[tuple[str, str, str]]:
    """What is not fully known of these events."""
    with DuckDBEngine() as engine:
        engine.put("told", history(rows))
        return known_of(engine, {}, rows="told").vague


def test_a_day_that_is_known_is_no_instant_that_is_known() -> None:
    assert vague(ROWS) == {
        ("referral", "started", "us"),
        ("referral_decision", "started", "day"),
        ("referral_decision", "started", "us"),
        ("missing_episode", "ended", "us"),
    }


def test_a_limit_in_days_has_one_statement_where_all_days_are_known_and_one_in_hours_where_all_times_are() -> (
    None
):
    of_days, of_hours = duties()["assessment-45-working-days"], duties()["return-interview-72-hours"]
    assert isinstance(of_days, ResponseDuty)
    assert isinstance(of_hours, ResponseDuty)
    assert rests_on(of_days) & vague(ROWS) == {("referral_decision", "started", "day")}
    assert not rests_on(of_days) & vague(ROWS[:1])
    assert not rests_on(of_hours) & vague(ROWS[:3])
    assert rests_on(of_hours) & vague(ROWS) == {("missing_episode", "ended", "us")}
