"""The API's description for people, in a browser: drawn from own files, under the strict policy."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_draws_every_operation_and_fetches_nothing_from_elsewhere(open_page: "Callable[..., Page]") -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto("/api/v1/docs")
    page.wait_for_selector(".opblock")
    assert page.locator(".opblock").count() >= 18
    own = page.url.split("/api/")[0]
    assert [url for url in fetched if not url.startswith((own, "data:"))] == []
