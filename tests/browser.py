"""A headless chromium, and axe to ask whether what it shows can be used by everybody."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

ROOT = Path(__file__).resolve().parent.parent
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@dataclass(frozen=True)
class Violation:
    """What axe found: the rule, how bad, why, and the elements concerned."""

    rule: str
    impact: str
    help: str
    targets: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule} ({self.impact}): {self.help}: {'; '.join(self.targets)}"


@functools.cache
def axe_source() -> str:
    """The source of axe-core, as npm brought it."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def axe(page: Page, *, within: str | None = None) -> list[Violation]:
    """All violations of WCAG 2.2 A and AA and of good practice on the page as it stands, or in one element of it."""
    page.evaluate(axe_source())
    found: dict[str, Any] = page.evaluate(
        "async (within) => await axe.run(within || document, {resultTypes: ['violations']})", within
    )
    return [
        Violation(each["id"], each["impact"], each["help"], tuple(str(node["target"][0]) for node in each["nodes"]))
        for each in found["violations"]
    ]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One chromium for all tests of a worker: Debian's, or the one that `CHROMIUM` names."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, chromium_sandbox=False, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """A function that opens a fresh page at the live server, with no cookies; the size of a phone unless told.

    Takes what a browser context takes (`viewport`, `color_scheme`, `java_script_enabled`, `locale`). What the browser
    logs as an error, such as a breach of the content security policy, fails the test at its end.
    """
    contexts = []
    errors: list[str] = []

    def opened(**options: Any) -> Page:
        settings = {"viewport": PHONE, "locale": "sv-SE", "base_url": live_server.url} | options
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    unexpected = [error for error in errors if "Failed to load resource" not in error]
    assert unexpected == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A fresh page the size of a phone, in Swedish, light."""
    return open_page()
