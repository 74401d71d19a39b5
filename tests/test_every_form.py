"""Every form that writes carries a key of its own, so that what is sent twice is done once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.core.cache import cache
from django.urls import Resolver404, resolve

from tests.routes import address, make_things, pages
from tests.sent import Forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from samspel.accounts.models import User

WRITERS = ("admin", "contact.urban", "contact.school", "security.head", "coordinator.berga", "duty.officer", "")
"""Between them they meet every form that anybody meets."""

REPEATABLE = {
    "account_login",
    "account_logout",
    "accounts:passkey",
    "mfa_activate_totp",
    "mfa_generate_recovery_codes",
    "mfa_login_webauthn",
    "portal:code",
    "questions:contact",
    "ui:theme",
    "web:language",
}
"""Signing in and out, the second factor, a way of showing, and looks (each of which is logged): no rows of the work."""


@pytest.fixture
def forms(cast: dict[str, User], client_as: Callable[..., Client]) -> Iterator[tuple[str, dict[str, str]]]:
    """The route and the fields of every form."""
    cache.clear()
    things = make_things(cast)

    def met() -> Iterator[tuple[str, dict[str, str]]]:
        for username in WRITERS:
            client = client_as(username)
            for route in pages():
                where = address(route, things)
                answer = client.get(where)
                if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
                    found = Forms(answer.content.decode(), where).found
                    yield from ((name(form.action), form.fields) for form in found)

    return met()


def name(action: str) -> str:
    """The route's name."""
    try:
        return resolve(action.split("?", maxsplit=1)[0]).view_name
    except Resolver404:
        return action


def test_every_form_that_writes_has_a_key(forms: Iterator[tuple[str, dict[str, str]]]) -> None:
    keys: dict[str, list[str]] = {}
    for route, fields in forms:
        keys.setdefault(route, []).append(fields.get("key", ""))
    without = {route for route, given in keys.items() if "" in given}
    assert without == REPEATABLE
    assert len(keys) > 40
    assert all(UUID(key) for route, given in keys.items() if route not in without for key in given)
