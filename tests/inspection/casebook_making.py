"""A small casebook that holds what the made-up inspection cites."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from conspectus.records.casebook import VERSION, empty, schema, write
from conspectus.records.engine import DuckDBEngine

EVENTS = ("police/e1/p1", "health/e9/h1", "council/e2/c1", "council/e3/c1")
FIGURES = (
    # duty, part, agency, met, late, missed
    ("notify-child-at-risk", "respond", "police", 41, 60, 19),
    ("conference-participation", "attend", "health", 37, 0, 3),
)


def make_casebook(path: Path, *, with_gap: bool = True) -> Path:
    """Write the casebook; without the silo gap if asked so."""
    with DuckDBEngine() as engine:
        for name in schema():
            engine.put(name, empty(name))
        rows = {
            "build": [_build()],
            "files": [_file(sender) for sender in ("police", "health", "council")],
            "events": [_event(ref, place) for place, ref in enumerate(EVENTS, start=2)],
            "obligations": [_obligation("council", "icpc", "council/e2/c1", "council/e3/c1")]
            + [_obligation(agency, duty, "police/e1/p1", None, part) for duty, part, agency, *_ in FIGURES],
            "duty_figures": [_figures(*figures) for figures in FIGURES],
            "silo_gaps": [_gap()] if with_gap else [],
        }
        for name, content in rows.items():
            if content:
                columns = empty(name).schema
                frame = pl.DataFrame(
                    [{key: row.get(key) for key in columns} for row in content], schema=columns
                )
                engine.put(name, frame)
        write(engine, path)
    return path


def _build() -> dict[str, object]:
    return {
        "version": "0", "casebook_version": VERSION, "as_of": datetime(2026, 4, 1), "nation": "england",
        "theme": "cse", "seed": 1,
    }  # fmt: skip


def _file(sender: str) -> dict[str, Any]:
    return {"sender": sender, "agency": sender, "file": "events.csv", "sheet": "", "sha256": sender[0] * 64}


def _event(ref: str, row: int) -> dict[str, Any]:
    sender, event_id, person = ref.split("/")
    restricted = sender == "health"
    fields = {"event_ref": ref, "sender": sender, "agency": sender, "event_id": event_id, "person_id": person}
    return fields | {
        "event": "missing_episode",
        "restricted": restricted,
        "file": "events.csv",
        "sheet": "",
        "row": row,
    }


def _obligation(
    agency: str, duty: str, trigger: str, response: str | None, part: str = "respond"
) -> dict[str, Any]:
    return {
        "obligation_id": f"{duty}:{part}:{agency}:{trigger}",
        "duty": duty,
        "part": part,
        "agency": agency,
        "trigger_ref": trigger,
        "response_ref": response,
        "status": "met" if response else "missed",
    }


def _figures(duty: str, part: str, agency: str, met: int, late: int, missed: int) -> dict[str, Any]:
    return {"duty": duty, "part": part, "agency": agency, "met": met, "late": late, "missed": missed}


def _gap() -> dict[str, Any]:
    return {
        "gap_id": "cse:police/e1/p1",
        "pattern": "cse",
        "child_id": "child-7",
        "visible_on": date(2025, 9, 1),
        "event_refs": ["police/e1/p1", "health/e9/h1"],
        "holders": ["health", "police"],
    }
