"""What every request passes through: bytes that cannot be kept are refused, and nothing private is kept on the way."""

from collections.abc import Callable

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


@pytest.mark.asvs("V1.1.1")
@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "django_language", "theme"])
def test_a_cookie_that_cannot_be_kept_is_refused(name: str) -> None:
    client = Client(headers={"Cookie": f'{name}="aaaaaaaaa\\000bbbb"'})
    for path in ("/ask/", "/", "/api/v1/areas"):
        assert client.get(path).status_code == 400


@pytest.mark.asvs("V14.2.2", "V14.3.2")
@pytest.mark.parametrize("path", ["/", "/nowhere/", "/questions/", "/api/v1/areas", "/api/v1/health"])
def test_no_page_and_no_answer_is_kept_on_the_way(client_as: Callable[..., Client], path: str) -> None:
    for name in ("", "coordinator.berga"):
        assert "no-store" in client_as(name).get(path).headers["Cache-Control"]
