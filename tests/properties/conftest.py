"""One engine for all batches of a module."""

from collections.abc import Iterator

import pytest

from conspectus.records.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine
