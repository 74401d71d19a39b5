"""What was refused stands in the operator's log, with who asked."""

import json
import logging

import pytest
from django.test import Client

from samspel.accounts import services
from samspel.accounts.rules import TokenScope
from samspel.core.actors import Operator
from samspel.core.logs import formatter
from tests.cast import Cast, ClientAs

pytestmark = pytest.mark.django_db


def told(caplog: pytest.LogCaptureFixture) -> dict[str, str]:
    """The last line that the operator reads."""
    found: dict[str, str] = json.loads(formatter().format(caplog.records[-1]))
    return {name: found.get(name, "") for name in ("level", "event", "who", "method")}


@pytest.mark.asvs("V16.3.2")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_page_refused_is_logged_with_who_asked_and_never_their_name(
    method: str, cast: Cast, client_as: ClientAs, caplog: pytest.LogCaptureFixture
) -> None:
    client_as("partner.police").generic(method, "/people/new/")
    who = f"user:{cast['partner.police'].pk}"
    assert told(caplog) == {"level": "warning", "event": "Not Found: /people/new/", "who": who, "method": method}


@pytest.mark.asvs("V16.3.2")
def test_an_operation_refused_to_a_system_is_logged_with_whose_system_it_is(
    cast: Cast, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    scopes = [TokenScope.OBSERVATIONS_READ]
    _token, secret = services.issue_token(cast["contactcentre"], name="prov", scopes=scopes, by=Operator())
    client.get("/api/v1/questions", headers={"Authorization": f"Bearer {secret}"})
    assert told(caplog)["event"] == "Forbidden: /api/v1/questions"
    assert told(caplog)["who"] == f"user:{cast['contactcentre'].pk}"


def test_who_is_not_signed_in_is_told_as_nobody(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/no-such-page/")
    assert told(caplog)["who"] == "asker:"
    logging.getLogger("django.request").warning("without a request")
    assert told(caplog)["who"] == ""
