"""A table in a file that others open: nothing in it runs, and nothing is changed where nothing could."""

from pathlib import Path

import polars as pl
import pytest

from conspectus.errors import ConspectusError
from conspectus.records.casebook import export

FORMULAS = ["=1+1", "+44 1632", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1"]
HARMLESS = ["P-17", "O'Neill", "a=b", "", "'=1"]


def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(tmp_path: Path) -> None:
    table = pl.DataFrame({"person_id": FORMULAS, "probability": [-0.5] * len(FORMULAS)})
    export(table, tmp_path / "out.csv")
    read = pl.read_csv(tmp_path / "out.csv")
    assert read["person_id"].to_list() == ["'" + text for text in FORMULAS]
    assert read["probability"].to_list() == [-0.5] * len(FORMULAS)


def test_other_text_is_as_it_was(tmp_path: Path) -> None:
    export(pl.DataFrame({"person_id": HARMLESS}), tmp_path / "out.csv")
    read = pl.read_csv(tmp_path / "out.csv")
    assert read["person_id"].to_list() == HARMLESS


def test_parquet_keeps_text_as_sent(tmp_path: Path) -> None:
    table = pl.DataFrame({"person_id": FORMULAS})
    export(table, tmp_path / "new" / "out.parquet")
    assert pl.read_parquet(tmp_path / "new" / "out.parquet").equals(table)


@pytest.mark.parametrize("name", ["out.xlsx", "out"])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConspectusError, match=r"\.csv or \.parquet"):
        export(pl.DataFrame({"a": ["b"]}), tmp_path / name)
    assert not list(tmp_path.iterdir())
