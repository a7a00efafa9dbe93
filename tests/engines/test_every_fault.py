"""A folder with a fault of every kind, built on both engines, gives equal obligations and figures."""

from pathlib import Path

import polars as pl
import pytest

from conspectus.definitions import duties
from conspectus.records import beforehand, pipeline
from conspectus.records.casebook import open_casebook, schema
from conspectus.terms import EngineKind, Nation
from tests.engines.test_area_on_spark import same
from tests.records.returns.wild.every_fault import every_fault
from tests.records.returns.wild.finding import ICPC, SHARED, VISITS

DUTIES = (ICPC, VISITS, SHARED, "referral-decision", "strategy-discussion-participation")


def _built(folder: Path, out: Path, kind: EngineKind) -> dict[str, pl.DataFrame]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "duties", lambda: {name: duties()[name] for name in DUTIES})
        receipt = pipeline.build(
            folder, out, question=pipeline.Question(nation=Nation.ENGLAND), machine=pipeline.Machine(kind)
        )
    assert receipt.adds_up
    with open_casebook(out) as book:
        return {name: book.frame(f'select * from "{name}"') for name in schema()}


def test_every_fault_is_judged_alike_on_both_engines(_spark: None, tmp_path: Path) -> None:
    folder = every_fault(tmp_path / "returns")
    ours, theirs = (_built(folder, tmp_path / f"{kind}.duckdb", kind) for kind in EngineKind)
    waiting = ours["obligations"].filter(pl.col("status") == "indeterminate")
    assert waiting.height > 0 and "waits_on" in ours["obligations"].columns
    assert ours["homes"].height > 0
    different = [name for name in ours if not same(ours[name], theirs[name])]
    assert different == []


def test_every_fault_is_told_and_counted(tmp_path: Path) -> None:
    folder = every_fault(tmp_path / "returns")
    report = beforehand.check(folder)
    tables = _built(folder, tmp_path / "book.duckdb", EngineKind.DUCKDB)
    files = tables["files"]
    assert report.exit_code == 1 and report.counts.senders_usable == 3
    assert files["rows_in"].sum() == files["rows_used"].sum() + tables["set_aside"].height
    assert "cells_blanked" in files.columns
    assert files["cells_blanked"].sum() == report.model_dump()["counts"]["cells_blanked"] > 0
    # Nobody was silent here: all that was owed was sent, if not always legibly.
    silent = tables["obligations"].filter((pl.col("status") == "missed") & (pl.col("duty") != VISITS))
    assert silent.height == 0, silent["obligation_id"].to_list()
