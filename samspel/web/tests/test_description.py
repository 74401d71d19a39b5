"""The API against its own description: what schemathesis makes up is answered as described, by a real server."""

from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from samspel.accounts import services
from samspel.accounts.rules import TokenScope
from samspel.core.actors import Operator
from tests.cast import Cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def description(live_server: Any) -> Any:
    """What the server says of itself."""
    return schemathesis.openapi.from_url(f"{live_server.url}/api/v1/openapi.json")


@pytest.fixture
def token(cast: Cast, live_server: Any) -> Any:
    """A token that reaches everything that a coordinator may."""
    user = cast["coordinator.berga"]
    return services.issue_token(user, name="schemathesis", scopes=list(TokenScope), by=Operator())[1]


schema = schemathesis.pytest.from_fixture("description")


@schema.parametrize()
@settings(
    max_examples=4, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)
def test_answers_as_described(case: Any, token: Any) -> None:
    cache.clear()
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)
