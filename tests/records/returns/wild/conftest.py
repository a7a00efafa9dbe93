"""Where each test's returns stand."""

from pathlib import Path

import pytest


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """The folder of returns, one folder a sender below it."""
    return tmp_path / "returns"
