"""The published reports beside the checkout, made into a library once a run, where they are on this machine."""

import os
from pathlib import Path

import pytest

from conspectus.library import adding
from tests.shared_making import made_once

REAL = Path(
    os.environ.get(
        "CONSPECTUS_PUBLISHED_REPORTS",
        Path(__file__).parents[2].parent / "shared" / "data" / "published-reports",
    )
)
LABELS = REAL / "labels.json"
here = pytest.mark.skipif(not LABELS.exists(), reason=f"the published reports are not at {REAL}")


def published_library(factory: pytest.TempPathFactory) -> Path:
    """A library of all of them, which nobody changes."""

    def make(folder: Path) -> None:
        adding.add([REAL], folder / "library.db")

    return made_once(factory, "published-reports", make) / "library.db"
