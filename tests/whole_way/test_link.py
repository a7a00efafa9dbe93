"""The linkage alone gives the links of the casebook."""

from pathlib import Path

import polars as pl

from conspectus.records.casebook import Casebook, schema
from tests.commands import conspectus
from tests.whole_way.conftest import Area


def test_link_gives_what_build_gives(area: Area, truly: Casebook, tmp_path: Path) -> None:
    wanted = truly.frame("select * from links order by child_id, sender, person_id")
    decisions: list[str | Path] = ["--decisions", area.folder / "truth" / "links.csv"]
    for name in ("links.parquet", "links.csv"):
        conspectus("link", area.folder / "returns", "--out", tmp_path / name, *decisions)
    assert pl.read_parquet(tmp_path / "links.parquet").equals(wanted)
    assert pl.read_csv(tmp_path / "links.csv", schema=schema()["links"].polars_schema()).equals(wanted)
