"""The cast of the tests: the same people in every test, and the outsider is always tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from django.conf import settings
from django.test import Client

from tests import kept

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

    from samspel.accounts.models import User
    from samspel.accounts.who import Who

Cast: TypeAlias = "dict[str, User]"
Whos: TypeAlias = "Callable[[str], Who]"
ClientAs: TypeAlias = Callable[..., Client]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test database, with the municipality applied and the cast in it."""
    from demo.cast import make_cast
    from samspel.core.actors import Job
    from samspel.municipality.services import apply_folder

    with django_db_blocker.unblock():
        apply_folder(settings.ROOT / "municipalities" / "linkoping", by=Job("tests"))
        make_cast()
        kept.keep()


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody by user name: cast["coordinator.berga"]."""
    from samspel.accounts.models import User

    return {user.username: user for user in User.objects.all()}


@pytest.fixture
def who(cast: Cast) -> Whos:
    """who("coordinator.berga"): the actor, with what they hold now."""
    from samspel.accounts.who import who_is

    return lambda username: who_is(cast[username])


@pytest.fixture
def client_as(cast: Cast) -> ClientAs:
    """client_as("coordinator.berga", language="en"): a test client that is signed in; nobody is without a name."""

    def signed_in(username: str = "", *, language: str = "", **options: Any) -> Client:
        client = Client(**options)
        if username:
            client.force_login(cast[username])
        if language:
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return client

    return signed_in
