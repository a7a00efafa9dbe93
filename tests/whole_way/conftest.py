"""One made-up area, walked once for all tests of the whole way."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from conspectus.records.casebook import Casebook, open_casebook
from tests.commands import conspectus
from tests.shared_making import made_once

CHILDREN, SEED = 400, 7


@dataclass(frozen=True)
class Area:
    """Where the example area and what was made of it lie; shared by the whole run, so nobody writes there."""

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
    """Made, built twice and judged, by the command line alone; once in a run, whoever asks first."""
    return Area(made_once(tmp_path_factory, f"walked-{CHILDREN}-{SEED}", _walk))


def _walk(folder: Path) -> None:
    made = Area(folder)
    conspectus("example", folder, "--children", str(CHILDREN), "--seed", str(SEED))
    returns, decisions = folder / "returns", folder / "truth" / "links.csv"
    conspectus("build", returns, "--out", made.linked_by_us)
    conspectus("build", returns, "--out", made.linked_by_truth, "--decisions", decisions)
    conspectus("judge", folder / "inspection", "--out", made.letter, "--casebook", made.linked_by_us)


@pytest.fixture
def ours(area: Area) -> Iterator[Casebook]:
    with open_casebook(area.linked_by_us) as book:
        yield book


@pytest.fixture
def truly(area: Area) -> Iterator[Casebook]:
    with open_casebook(area.linked_by_truth) as book:
        yield book
