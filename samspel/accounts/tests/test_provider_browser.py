"""The button of the municipality's own sign-in, in a real browser under our policy, there and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import axe
from tests.identity import Provider
from tests.journeys import reads

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False])
def test_there_and_back_with_and_without_javascript(
    provider: Provider, open_page: Callable[..., Page], live_server: LiveServer, settings: Any, javascript: bool
) -> None:
    settings.BASE_URL = live_server.url
    provider.tell(callback=f"{live_server.url}/sign-in/provider/back/")
    provider.has("moa", "samspel-evaluators")
    provider.has("nils", "the choir")
    page = open_page(java_script_enabled=javascript)
    page.goto("/questions/")
    page.get_by_role("link", name="Logga in med kommunens konto").click()
    reads(page, "Kommunens inloggning")
    page.fill("[name=login]", "moa")
    page.get_by_role("button").click()
    page.wait_for_url(f"{live_server.url}/questions/")
    page.goto("/account/")
    reads(page, "Utvärderare", "genom kommunens grupper", "Ditt kommunkonto öppnar det här kontot")
    other = open_page(java_script_enabled=javascript)
    other.goto("/sign-in/provider/")
    other.fill("[name=login]", "nils")
    other.get_by_role("button").click()
    reads(other, "Du är inte inloggad", "Servicedesk, 0123-45 67 89")
    if javascript:
        assert axe(other) == []
