"""What the recorded journeys live in: one clock on every wall, a post office on loopback, and the jobs that wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as configured
from django.core.cache import cache
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from samspel.core import clock
from samspel.core.jobs import app
from tools.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from email.message import EmailMessage

    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

    from samspel.accounts.models import User


class Wall:
    """Stands in for the clock's own variable, so that the threads of the live server see the moved time too."""

    def __init__(self) -> None:
        self.shown: datetime | None = None

    def get(self) -> datetime | None:
        """The moved time, if it was moved."""
        return self.shown

    def set(self, moment: datetime) -> datetime | None:
        """Move it; what is returned puts it back."""
        before, self.shown = self.shown, moment
        return before

    def reset(self, before: datetime | None) -> None:
        """Put it back."""
        self.shown = before


@dataclass
class PostOffice:
    """A real SMTP server that keeps what it takes."""

    taken: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:
        """One letter came."""
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to an address, the oldest first."""
        return [letter for letter in self.taken if letter["To"] == address]

    def last_to(self, address: str) -> tuple[str, str]:
        """Subject and text of the latest letter to an address."""
        letter = self.to(address)[-1]
        return str(letter["Subject"]), str(letter.get_content())


@pytest.fixture
def one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """`clock.at` moves the time for the whole process, not for its own thread alone."""
    monkeypatch.setattr(clock, "_moved", Wall())


@pytest.fixture
def post_office(settings: Any) -> Iterator[PostOffice]:
    """An SMTP server on loopback, and settings that send there."""
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield office
    controller.stop()


@pytest.fixture
def comes_in(cast: dict[str, User], open_page: Callable[..., Page], live_server: LiveServer) -> Callable[..., Page]:
    """comes_in("coordinator.berga", java_script_enabled=False): a fresh page with a signed-in person before it."""
    cache.clear()

    def opened(username: str, **options: Any) -> Page:
        client = Client()
        client.force_login(cast[username])
        page = open_page(**options)
        name = configured.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return page

    return opened


def run_jobs() -> int:
    """Do all jobs that wait, as the worker would, oldest first; how many. Doing one again does no harm."""
    waiting = ProcrastinateJob.objects.filter(status="todo", scheduled_at=None).order_by("pk")
    jobs = list(waiting.values_list("task_name", "args"))
    for name, arguments in jobs:
        app.tasks[name](**arguments)
    return len(jobs)


def reads(page: Page, *texts: str) -> str:
    """All that the page says, which holds each of the texts."""
    said = " ".join(page.inner_text("body").split())
    for text in texts:
        assert text in said, f"{text!r} is not on {page.url}:\n{said}"
    return said
