"""One made-up area for all tests of this room."""

from pathlib import Path

import pytest

from conspectus.example_area.district import District, imagine
from conspectus.example_area.plan import Wanted, planned
from tests.shared_making import made_area

CHILDREN, SEED = 1500, 11


@pytest.fixture(scope="package")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The area as files, made once in a run."""
    return made_area(tmp_path_factory, children=CHILDREN, seed=SEED)


@pytest.fixture(scope="package")
def imagined() -> District:
    """The same area before it was written."""
    return imagine(planned(Wanted(children=CHILDREN, seed=SEED)))
