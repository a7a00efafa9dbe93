"""Six response duties over made-up events: `python -m benchmarks.duties [EVENTS ...]`, by default 1e6 1e7 1e8.

Timed is everything from a file's table of events to the table of obligations: calendar, first answers, exemptions,
queues, statuses, times taken. That table holds numbers for children, events and duties; the view `obligations` puts
ids, references and reasons in when it is read. The bare scan reads every column that the duties read and those that
the view shows (`child_id`, `event_ref`), so a second row times ours with all columns of the view written out. From
10^8 events on ours writes into a file, below a limit of 1 GB, and is neither written out nor set beside pandas. pandas
only finds each trigger's first response (`merge_asof`), without calendar, exemption, queue or status; pm4py only
compares times with limits, its reading not timed. Each runs in a process of its own, best of three (of one from 10^8
on); memory is the most it had.

Tried without success, in seconds of processor time on a busy machine, at 10^7 events: of 0.78 s of one first answer by
an ASOF join 0.3 go to naming the lowest of tied responses; a hash join with the least of each trigger takes 0.50, and
grows with the square of a child's events; a window over one line of triggers and responses takes 0.94. Without the
queue one duty of 2.06 s takes 1.80; calendars joined as inner joins make no difference to it.
"""

import csv
import json
import math
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from benchmarks.duty_events import make
from benchmarks.row import Measure, Row, alone, peer, put, sizes
from conspectus.definitions import ResponseDuty
from conspectus.definitions import duties as shipped
from conspectus.records.duties import DutyTables, evaluate
from conspectus.records.engine import DuckDBEngine, Engine
from conspectus.terms import Nation

SIX = (
    "referral-decision", "referrer-told", "assessment-45-working-days", "icpc-15-working-days",
    "core-group-10-working-days", "return-interview-72-hours",
)  # fmt: skip
AS_OF = datetime(2026, 1, 1)
SIZES = (1_000_000, 10_000_000, 100_000_000)
LARGE = 100_000_000  # from here on: once, and obligations on disk
SCAN_AT_MOST = {"sorted": 4.0, "unsorted": 8.0}
ME = "benchmarks.duties"


def main(sizes: list[int]) -> None:
    """The rows for each number of events."""
    first: Measure | None = None
    for events in sizes:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "events.duckdb"
            make(path, events=events)
            ours = {order: against_scan(path, events, order, first) for order in SCAN_AT_MOST}
            first = first or ours["sorted"]
            if events < LARGE:
                written_out(path, events)
                against_pandas(path, events, ours["unsorted"])
            if events == min(sizes):
                against_pm4py(path, events, ours["sorted"])
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "events.duckdb"
        make(path, events=min(sizes), vague=1)
        vague_dates(path, min(sizes), sure=first)


def against_scan(path: Path, events: int, order: str, first: Measure | None) -> Measure:
    """Ours beside a bare scan, and its time an event beside that of the first size."""
    scan, ours = measured("scan", path, events, order), measured("ours", path, events, order)
    ratio, most = ours.seconds / scan.seconds, SCAN_AT_MOST[order]
    growth = ""
    if first is not None and order == "sorted":
        growth = f"{ours.seconds / first.seconds:.1f} x the time of the smallest"
    row(
        f"six duties, {order}",
        events,
        ours,
        "bare scan",
        scan,
        f"{ratio:.1f} x",
        f"at most {most:g} x",
        ratio <= most,
        growth,
    )
    if events >= LARGE:
        kept = ours.peak <= 1.25  # the limit is DuckDB's; Python and libraries come on top
        row(
            f"six duties, {order}: memory under a limit of 1 GB",
            events,
            ours,
            "",
            None,
            f"{ours.peak:.2f} GB",
            "at most 1.25 GB",
            kept,
        )
    return ours


def written_out(path: Path, events: int) -> None:
    """With every column of the view made, which people and other programs read."""
    scan, ours = measured("scan", path, events, "sorted"), measured("texts", path, events, "sorted")
    row(
        "six duties, ids and reasons written out",
        events,
        ours,
        "bare scan",
        scan,
        f"{ours.seconds / scan.seconds:.1f} x",
        "",
        None,
    )


def against_pandas(path: Path, events: int, ours: Measure) -> None:
    """pandas' part of the same work."""
    pandas = measured("pandas", path, events, "unsorted")
    faster, less = pandas.seconds / ours.seconds, pandas.peak / ours.peak
    row(
        "six duties, unsorted",
        events,
        ours,
        "pandas merge_asof alone",
        pandas,
        f"{faster:.1f} x faster, {less:.1f} x less memory",
        "at least 2 x and 4 x",
        faster >= 2 and less >= 4,
    )


def against_pm4py(path: Path, events: int, ours: Measure) -> None:
    """pm4py's temporal profile over the same events and the duties' pairs of words."""
    log, limits = path.with_name("log.csv"), path.with_name("limits.json")
    with DuckDBEngine(path, read_only=True) as engine, log.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["case", "word", "time"])
        writer.writerows(
            engine.rows("select child_id, event, started_first from sorted order by child_id, started_first")
        )
    pairs = [(duty.trigger.words[0], duty.response.words[0], _limit(duty)) for duty in six()]
    limits.write_text(json.dumps(pairs), encoding="utf-8")
    theirs = Measure(peer("pm4py", log, limits)["seconds"], math.nan)
    faster = theirs.seconds / ours.seconds
    row(
        "six duties",
        events,
        ours,
        "pm4py temporal profile",
        theirs,
        f"{faster:.0f} x faster",
        "at least 50 x",
        faster >= 50,
    )


def vague_dates(path: Path, events: int, *, sure: Measure | None) -> None:
    """One date in a hundred known to ten days only."""
    ours = measured("ours", path, events, "sorted")
    figure = f"{ours.seconds / sure.seconds:.1f} x" if sure else ""
    row("six duties, 1 in 100 dates vague", events, ours, "no vague dates", sure, figure, "", None)


def row(
    work: str, events: int, ours: Measure, peer: str, theirs: Measure | None, figure: str, reach: str,
    held: bool | None, growth: str = "",
) -> None:  # fmt: skip
    """Put one row."""
    both = [one.peak for one in (ours, theirs) if one is not None and not math.isnan(one.peak)]
    put(Row(
        work=work, size=f"10^{round(math.log10(events))} events", ours=f"{ours.seconds:.2f} s",
        peer=f"{peer}, {theirs.seconds:.2f} s" if theirs else "", figure=figure, reach=reach, held=held,
        memory=" / ".join(f"{one:.2f}" for one in both), growth=growth,
    ))  # fmt: skip


def measured(way: str, path: Path, events: int, order: str) -> Measure:
    """One way alone."""
    large = events >= LARGE
    return alone(ME, way, path, order, "disk" if large else "", times=1 if large else 3)


def six() -> list[ResponseDuty]:
    """The six duties as they are shipped."""
    return [duty for duty in shipped().values() if duty.id in SIX and isinstance(duty, ResponseDuty)]


def _limit(duty: ResponseDuty) -> float:
    """The limit in seconds; five working days are a week to a peer without a calendar."""
    days = {
        "working_days": 7 / 5,
        "calendar_days": 1.0,
        "calendar_months": 30.4,
        "hours": 1 / 24,
        "minutes": 1 / 1440,
    }
    return duty.within.length * days[duty.within.unit] * 86_400


COVERAGE = """
create table answers as select 'council' as agency, unnest(['referral_decision', 'outcome_shared',
  'assessment_completed', 'initial_conference', 'core_group', 'return_interview']) as event,
  date '2000-01-01' as from_day, timestamp '{as_of}' as until
"""


def opened(path: Path, *, on_disk: bool) -> Engine:
    """An engine below 1 GB beside the file of events."""
    beside = path.with_name("obligations.duckdb") if on_disk else None
    if beside is not None:
        beside.unlink(missing_ok=True)
    engine = DuckDBEngine(beside, memory="1GB")
    engine.run(f"attach '{path}' as source (read_only)")
    engine.run(COVERAGE.format(as_of=AS_OF))
    return engine


def ours(path: str, order: str, disk: str) -> None:
    """All six evaluated."""
    with opened(Path(path), on_disk=bool(disk)) as engine:
        evaluate(
            engine,
            six(),
            tables=DutyTables(events=f"source.{order}", coverage="answers"),
            as_of=AS_OF,
            nation=Nation.ENGLAND,
        )


def texts(path: str, order: str, disk: str) -> None:
    """All six evaluated, and the view read into a table."""
    with opened(Path(path), on_disk=bool(disk)) as engine:
        evaluate(
            engine,
            six(),
            tables=DutyTables(events=f"source.{order}", coverage="answers"),
            as_of=AS_OF,
            nation=Nation.ENGLAND,
        )
        engine.run("create table written as select * from obligations")


def scan(path: str, order: str, disk: str) -> None:
    """Read the columns that the duties look at and the view shows, and nothing else."""
    with DuckDBEngine(Path(path), read_only=True) as engine:
        engine.rows(
            "select max(event), max(outcome), max(lead), max(child_no), max(event_no), max(started_first), "
            "max(started_last), max(started_first_day), max(started_last_day), max(ended_first), max(ended_last), "
            f"max(ended_first_day), max(child_id), max(event_ref) from {order}"
        )


def pandas(path: str, order: str, disk: str) -> None:
    """The first response to each trigger of the six, by pandas."""
    import pandas as pd

    with DuckDBEngine(Path(path), read_only=True) as engine:
        sql = f"select child_id, event, started_first as at, event_ref from {order}"
        table = engine.connection.sql(sql).df()
    words = {word: rows.sort_values("at") for word, rows in table.groupby("event", observed=True)}
    for duty in six():
        trigger, response = (words[getattr(duty, side).words[0]] for side in ("trigger", "response"))
        pd.merge_asof(
            trigger, response, on="at", by="child_id", direction="forward", suffixes=("", "_answer")
        )


WAYS: dict[str, Callable[..., None]] = {"scan": scan, "ours": ours, "texts": texts, "pandas": pandas}

if __name__ == "__main__":
    main(sizes(*SIZES))
