"""One engine for all batches of a module."""

from collections.abc import Iterator

import pytest

from conspectus.records.engine import DuckDBEngine, Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with DuckDBEngine() as engine:
        yield engine
