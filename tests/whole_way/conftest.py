"""One made-up area, walked once for all tests of the whole way."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from conspectus.records.casebook import Casebook, open_casebook

CHILDREN, SEED = 400, 7


def conspectus(*words: str | Path, expect: int = 0) -> str:
    """Run the command line as a user would; its standard output."""
    command = [sys.executable, "-m", "conspectus", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == expect, (
        f"{' '.join(command)} gave {done.returncode}\n{done.stdout}\n{done.stderr}"
    )
    return done.stdout


@dataclass(frozen=True)
class Area:
    """Where the example area and what was made of it lie."""

    folder: Path

    @property
    def linked_by_us(self) -> Path:
        """The casebook built without the truth."""
        return self.folder / "casebook.duckdb"

    @property
    def linked_by_truth(self) -> Path:
        """The casebook built with the truth's link decisions."""
        return self.folder / "truly-linked.duckdb"

    @property
    def letter(self) -> Path:
        """The folder of the letter."""
        return self.folder / "letter"

    def truth(self, name: str) -> pl.DataFrame:
        """A table of truth/, texts throughout."""
        return pl.read_csv(self.folder / "truth" / f"{name}.csv", infer_schema=False)


@pytest.fixture(scope="session")
def area(tmp_path_factory: pytest.TempPathFactory) -> Area:
    """Made, built twice and judged, by the command line alone."""
    folder = tmp_path_factory.mktemp("area")
    made = Area(folder)
    conspectus("example", folder, "--children", str(CHILDREN), "--seed", str(SEED))
    conspectus("build", folder / "returns", "--out", made.linked_by_us)
    conspectus(
        "build",
        folder / "returns",
        "--out",
        made.linked_by_truth,
        "--decisions",
        folder / "truth" / "links.csv",
    )
    conspectus("judge", folder / "inspection", "--out", made.letter, "--casebook", made.linked_by_us)
    return made


@pytest.fixture
def ours(area: Area) -> Iterator[Casebook]:
    with open_casebook(area.linked_by_us) as book:
        yield book


@pytest.fixture
def truly(area: Area) -> Iterator[Casebook]:
    with open_casebook(area.linked_by_truth) as book:
        yield book
