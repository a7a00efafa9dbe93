"""Schemathesis asks the API whatever its schema allows, and much that it does not: each answer is as it says."""

from __future__ import annotations  # a case is generic to the type checker alone

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import negative_data_rejection

from conspectus.workspace.config.wsgi import application
from conspectus.workspace.inspections.models import Inspection
from tests.workspace.conftest import a_child

pytestmark = [pytest.mark.django_db, pytest.mark.database]
EXAMPLES = 25  # of each address, valid and not

# It would read the program for constants, and import whatever a name could be: our folders of definitions, which would
# then stand where the functions of their names are.
config = SchemathesisConfig.from_dict({
    "generation": {"max-examples": EXAMPLES, "deterministic": True}, "analysis": {"constants": {"enabled": False}},
})  # fmt: skip
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """As Django's own client has it: a server's request would close the connection that the test will roll back."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def known(inspection: Inspection) -> dict[str, object]:
    """What stands in addresses of things that are there; anything else is answered 404 before it is reached."""
    return {
        "inspection": inspection.pk,
        "child": a_child(inspection),
        "number": inspection.evidence.all()[0].pk,
    }


@pytest.fixture
def token(by_token: Callable[[str], Client]) -> str:
    return str(by_token("lead").defaults["HTTP_AUTHORIZATION"])


@schema.parametrize()
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # nothing it asks for changes anything
def test_every_answer_is_as_the_schema_says(case: Case[Any], known: dict[str, object], token: str) -> None:
    if case.meta and case.meta.generation.mode.is_positive:
        case.path_parameters = {name: known[name] for name in case.path_parameters or {}}
    # A header that names another host is refused before the interface is asked, which its schema does not tell.
    case.headers.pop("Host", None)
    headers = {} if _is_wrong(case, ParameterLocation.HEADER) else {"Authorization": token}
    # A word that is no parameter is passed over, as on every page; that values are refused is checked all the same.
    unknown = set(case.query or {}) - {one.name for one in case.operation.query}
    case.call_and_validate(headers=headers, excluded_checks=[negative_data_rejection] if unknown else [])


def _is_wrong(case: Case[Any], part: ParameterLocation) -> bool:
    """Whether this part of what is asked was made to break the schema."""
    made = case.meta.components.get(part) if case.meta else None
    return made is not None and made.mode.is_negative
