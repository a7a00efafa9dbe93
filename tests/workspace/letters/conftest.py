"""Letters of the made-up inspection at each of their states, which `tests/workspace/states.py` makes.

A test stands on the state whose fixture it asks for: the database is a copy of that state before the test begins.
"""

from collections.abc import Callable

import pytest

from conspectus.workspace.accounts.models import User
from conspectus.workspace.inspections.models import Inspection


@pytest.fixture
def lead(person: Callable[[str], User]) -> User:
    return person("lead")


@pytest.fixture
def drafting(inspection: Inspection) -> Inspection:
    """In the stage of drafting, its facts on record."""
    return inspection


@pytest.fixture
def laid(inspection: Inspection) -> Inspection:
    """Laid before the agencies."""
    return inspection


@pytest.fixture
def commented(inspection: Inspection) -> Inspection:
    """With a comment by the police."""
    return inspection


@pytest.fixture
def signed(inspection: Inspection) -> Inspection:
    """Signed by everybody who leads."""
    return inspection


@pytest.fixture
def published(inspection: Inspection) -> Inspection:
    """On the day that the letter bears."""
    return inspection


@pytest.fixture
def acting(inspection: Inspection) -> Inspection:
    """In the stage of the statement of action, with one planned by the police."""
    return inspection
