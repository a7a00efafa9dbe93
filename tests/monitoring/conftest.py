"""One casebook of a small made-up area for all tests of this folder."""

from pathlib import Path

import pytest

from tests.commands import conspectus
from tests.shared_making import made_area, made_once


@pytest.fixture(scope="session")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    area = made_area(tmp_path_factory, children=300, seed=1)

    def build(folder: Path) -> None:
        conspectus("build", area / "returns", "--out", folder / "casebook.duckdb")

    return made_once(tmp_path_factory, "monitored-casebook", build) / "casebook.duckdb"
