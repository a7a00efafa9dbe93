"""One made-up area for all tests of this room."""

from pathlib import Path

import pytest

from conspectus.example_area import make
from conspectus.example_area.district import District, imagine
from conspectus.example_area.plan import planned

CHILDREN, SEED = 1500, 11


@pytest.fixture(scope="package")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The area as files."""
    out = tmp_path_factory.mktemp("area")
    make(out, children=CHILDREN, seed=SEED)
    return out


@pytest.fixture(scope="package")
def imagined() -> District:
    """The same area before it was written."""
    return imagine(planned(children=CHILDREN, seed=SEED))
