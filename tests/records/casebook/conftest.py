"""One small casebook for all tests of this room."""

from collections.abc import Iterator

import pytest
from tests.records.casebook.small_casebook import make_casebook

from conspectus.records.casebook import Casebook, open_casebook


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """The small casebook, open."""
    path = tmp_path_factory.mktemp("book") / "small.duckdb"
    make_casebook(path)
    with open_casebook(path) as opened:
        yield opened
