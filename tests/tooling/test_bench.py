"""The file of benchmarks' figures: what is measured again takes the place of what was, the rest stays."""

import json
from pathlib import Path

import pytest
from benchmarks.row import MARK
from tools import bench

ROW = {"ours": "1 s", "peer": "", "figure": "", "reach": "", "held": None, "memory": "", "growth": ""}


def lines(*sizes: str, took: str) -> list[str]:
    """What a benchmark prints: a row for each size, and something else."""
    rows = [{**ROW, "work": "linkage", "size": size, "ours": took} for size in sizes]
    return [*(MARK + json.dumps(row) for row in rows), f"it took {took}"]


def test_rows_of_other_sizes_stay_and_the_same_are_measured_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "FIGURES", tmp_path / "figures.json")
    bench.keep("linkage", [], lines("10^5", "10^6", took="1 s"))
    bench.keep("reading", [], lines("10^5", took="2 s"))
    bench.keep("linkage", ["1e6"], lines("10^6", took="3 s"))
    kept = {
        key: [(row["size"], row["ours"]) for row in entry["rows"]] for key, entry in bench.figures().items()
    }
    assert kept == {
        "linkage": [("10^5", "1 s")], "linkage:1e6": [("10^6", "3 s")], "reading": [("10^5", "2 s")]
    }  # fmt: skip
    bench.keep("linkage", [], lines("10^5", "10^6", took="4 s"))
    assert set(bench.figures()) == {"linkage", "reading"}


def test_each_run_is_shown_with_what_it_said_and_where_it_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "FIGURES", tmp_path / "figures.json")
    bench.keep("linkage", [], lines("10^5", took="1 s"))
    bench.keep("linkage", ["1e6"], lines("10^6", took="3 s"))
    shown = bench.section(bench.ROOT / "benchmarks" / "linkage.py", list(bench.figures().values()))
    assert shown.startswith("## Linkage") and shown.count("Measured on ") == 2
    assert shown.index("it took 1 s") < shown.index("10^6") < shown.index("it took 3 s")
