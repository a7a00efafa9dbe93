"""Six response duties over made-up events, beside a bare scan and pandas: `python benchmarks/duties.py [EVENTS …]`.

The bare scan reads the columns that the duties look at; pandas only finds each trigger's first response
(`merge_asof`), without calendar, exemption, queue or status. Each runs in a process of its own, best of three,
on one file; memory is the most that the process had. One event in ten concerns no duty.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from conspectus.definitions import Duty
from conspectus.definitions import duties as shipped
from conspectus.records.duties import evaluate
from conspectus.records.engine import DuckDBEngine

SIX = (
    "referral-decision", "referrer-told", "assessment-45-working-days", "icpc-15-working-days",
    "core-group-10-working-days", "return-interview-72-hours",
)  # fmt: skip
AS_OF = datetime(2026, 1, 1)

# Ten words a child, each so many hours after the first on average; the third says how many in a hundred lack.
WORDS = (
    ("referral", 0, 0), ("referral_decision", 30, 5), ("outcome_shared", 60, 10), ("assessment_completed", 900, 10),
    ("strategy_discussion", 90, 0), ("initial_conference", 450, 10), ("core_group", 650, 10),
    ("missing_episode", 2000, 0), ("return_interview", 2050, 20), ("school_exclusion", 3000, 0),
)  # fmt: skip

MADE_UP = """
create or replace table made as
with words as (select * from (values {words}) as w (k, event, hours, lacking)),
drawn as (
  select i // 10 as child, k, case when hash(i, 1) % 100 < lacking then 'contact' else event end as event,
    event in ('missing_episode', 'return_interview') as clock, hash(i, 2) % 100 < {vague} as vague,
    timestamp '2023-01-01' + to_minutes(cast(hash(i // 10) % 1200000
      + 60 * hours + hash(i, 3) % (30 * (1 + hours)) as bigint)) as moment
  from range({events}) r(i) join words on k = i % 10
),
dated as (
  select *, cast(moment as date) as day,
    case when clock then moment else date_trunc('day', moment) end as started
  from drawn
)
select 'c' || lpad(cast(child as varchar), 10, '0') as child_id,
  's/' || event || '/' || child || '/' || k as event_ref, child || '-' || k as event_id, event,
  'council' as agency, case event when 'strategy_discussion' then 'section_47' when 'initial_conference' then 'plan'
    when 'return_interview' then 'completed'
    when 'referral_decision' then case when hash(child) % 3 = 0 then 'no_further_action' else 'assessment' end
  end as outcome, cast(null as varchar) as counterparty, cast(null as varchar) as refers_to, true as lead,
  case when vague then 'month' when clock then 'time' else 'day' end as started_precision, started as started_first,
  case when vague then started + interval 9 day when clock then moment
    else started + interval 1 day - interval 1 microsecond end as started_last,
  day as started_first_day, case when vague then day + 9 else day end as started_last_day,
  case when event = 'missing_episode' then 'time' end as ended_precision,
  case when event = 'missing_episode' then moment + interval 5 hour end as ended_first, ended_first as ended_last,
  cast(ended_first as date) as ended_first_day, ended_first_day as ended_last_day
from dated
"""

ORDERS = {"sorted": "event, child_id, started_first", "unsorted": "hash(event_ref)"}


def main(sizes: list[int]) -> None:
    """A line for each number of events and each way."""
    for events in sizes:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "events.duckdb"
            make(path, events=events)
            for order in ORDERS:
                compare(path, events=events, order=order)
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "events.duckdb"
            make(path, events=events, vague=1)
            report(
                f"{events:,} events, sorted, 1 in 100 with a vague date: ours", alone("ours", path, "sorted")
            )


def compare(path: Path, *, events: int, order: str) -> None:
    """Ours against both peers on one table."""
    what = f"{events:,} events, {order}"
    scan, ours = alone("scan", path, order), alone("ours", path, order)
    report(f"{what}: bare scan", scan)
    ratio = ours["seconds"] / scan["seconds"]
    report(
        f"{what}: ours", ours, f", {ratio:.1f} x the scan, {ours['seconds'] / events * 1e9:,.0f} ns an event"
    )
    if importlib.util.find_spec("pandas") is None:
        print(f"{what}: pandas is not installed here, not measured", flush=True)
    elif events <= 10_000_000:
        pandas = alone("pandas", path, order)
        less = pandas["seconds"] / ours["seconds"]
        report(
            f"{what}: pandas",
            pandas,
            f", {less:.2f} x ours in time, {pandas['peak'] / ours['peak']:.1f} x in memory",
        )


def report(what: str, figures: dict[str, float], more: str = "") -> None:
    """Print a line at once."""
    print(f"{what} {figures['seconds']:.2f} s, at most {figures['peak']:.2f} GB{more}", flush=True)


def make(path: Path, *, events: int, vague: int = 0) -> None:
    """One file with the events in each order; `vague` in a hundred have a date known to ten days only."""
    words = ", ".join(
        f"({k}, '{word}', {hours}, {lacking})" for k, (word, hours, lacking) in enumerate(WORDS)
    )
    with DuckDBEngine(path, memory="4GB") as engine:
        engine.run(MADE_UP.format(words=words, events=events, vague=vague))
        for order, by in ORDERS.items():
            engine.run(f"create table {order} as select * from made order by {by}")
        engine.run("drop table made")


def alone(way: str, path: Path, order: str) -> dict[str, float]:
    """Measure one way in a process of its own."""
    done = subprocess.run([sys.executable, __file__, way, path, order], stdout=subprocess.PIPE, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure(way: str, path: Path, order: str) -> None:
    """Best of three, and the memory of all."""
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        WAYS[way](path, order)
        seconds.append(time.perf_counter() - began)
    print(json.dumps({"seconds": min(seconds), "peak": peak()}))


def ours(path: Path, order: str) -> None:
    """All six evaluated, from the file's table to the table of obligations."""
    with DuckDBEngine(memory="1GB") as engine:
        engine.run(f"attach '{path}' as source (read_only)")
        engine.run(COVERAGE.format(as_of=AS_OF))
        evaluate(engine, six(), events=f"source.{order}", coverage="answers", as_of=AS_OF)


COVERAGE = """
create table answers as select 'council' as agency, unnest(['referral_decision', 'outcome_shared',
  'assessment_completed', 'initial_conference', 'core_group', 'return_interview']) as event,
  date '2000-01-01' as from_day, timestamp '{as_of}' as until
"""


def six() -> list[Duty]:
    """The six duties as they are shipped."""
    return [duty for duty in shipped().values() if duty.id in SIX]


def scan(path: Path, order: str) -> None:
    """Read the columns that the duties look at, and nothing else."""
    with DuckDBEngine(path, read_only=True) as engine:
        engine.rows(
            "select max(child_id), max(event), max(outcome), max(started_first), max(started_last), "
            f"max(started_precision), max(ended_first), max(event_ref) from {order}"
        )


def pandas(path: Path, order: str) -> None:
    """The first response to each trigger of the six, by pandas."""
    import pandas as pd

    with DuckDBEngine(path, read_only=True) as engine:
        sql = f"select child_id, event, started_first as at, event_ref from {order}"
        table = engine.connection.sql(sql).df()
    words = {word: rows.sort_values("at") for word, rows in table.groupby("event", observed=True)}
    for duty in six():
        trigger, response = (words[getattr(duty, side).words[0]] for side in ("trigger", "response"))
        pd.merge_asof(
            trigger, response, on="at", by="child_id", direction="forward", suffixes=("", "_answer")
        )


WAYS: dict[str, Callable[[Path, str], None]] = {"scan": scan, "ours": ours, "pandas": pandas}


def peak() -> float:
    """The most memory that this process had, in GB; not known on Windows."""
    if sys.platform == "win32":
        return float("nan")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # Linux counts in KB


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in WAYS:
        measure(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
    else:
        main([int(float(size)) for size in sys.argv[1:]] or [100_000, 1_000_000])
