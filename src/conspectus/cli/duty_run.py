"""Any duties over any event table: read, evaluated, summed up."""

from datetime import date
from pathlib import Path
from typing import Any

from conspectus.cli.bare_events import read_bare_events
from conspectus.cli.screen import err
from conspectus.definitions import Duty
from conspectus.records.dates import day_end
from conspectus.records.duties import (
    DutyTables,
    births,
    evaluate,
    every_word,
    figures,
    latest_instant,
    unit_of,
)
from conspectus.records.engine import DuckDBEngine
from conspectus.terms import Nation, Status


def evaluated(
    chosen: dict[str, Duty], path: Path, *, as_of: date | None, nation: Nation
) -> list[dict[str, Any]]:
    """The figures of each duty and agency over the events of a file, a row of zeros where nothing was owed."""
    bare = read_bare_events(path, chosen.values())
    for note in bare.notes:
        err.print(f"Note: {path.name}: {note}", highlight=False, markup=False)
    table = bare.events
    instant = day_end(as_of) if as_of else latest_instant(table)
    with DuckDBEngine() as engine:
        engine.put("history", table)
        engine.put("history_unusable", bare.unusable)
        engine.put("history_coverage", every_word(chosen.values(), table, until=instant))
        engine.put("history_births", births(table))
        evaluate(
            engine,
            chosen.values(),
            tables=DutyTables(
                events="history",
                coverage="history_coverage",
                births="history_births",
                unusable="history_unusable",
            ),
            as_of=instant,
            nation=nation,
        )
        found = [_row(row) for row in figures(engine).iter_rows(named=True)]
    silent = [duty for name, duty in chosen.items() if name not in {row["duty"] for row in found}]
    return sorted([*found, *map(_nothing_owed, silent)], key=lambda row: (row["duty"], row["agency"] or ""))


def _nothing_owed(duty: Duty) -> dict[str, Any]:
    """The row of a duty that nothing triggered: zeros, so that nobody takes it for forgotten."""
    owing = getattr(duty, "owed_to", getattr(duty, "owed_by", getattr(duty, "convened_by", None)))
    none = dict.fromkeys(
        ("share_met", "bound_low", "bound_high", "interval_low", "interval_high", "median_time")
    )
    agency = None if owing == "counterparty" else owing
    return _row(
        {"duty": duty.id, "agency": agency, "unit": unit_of(duty), **dict.fromkeys(COUNTS, 0), **none}
    )


COUNTS = ("obligations", *map(str, Status))


def _row(row: dict[str, Any]) -> dict[str, Any]:
    counts = {name: row[name] for name in COUNTS}
    shares = {
        "share_met": row["share_met"],
        "bounds": [row["bound_low"], row["bound_high"]],
        "interval": [row["interval_low"], row["interval_high"]],
    }
    return {"duty": row["duty"], "agency": row["agency"], **counts, **shares,
            "median_time": row["median_time"], "unit": row["unit"]}  # fmt: skip
