"""The emergency account: sealed, opened with an alarm, worn out, sealed anew."""

from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.cache import cache
from django.test import Client

from samspel.accounts import queries, services
from samspel.accounts.models import Seal, User
from samspel.accounts.who import who_is
from samspel.cli import admin
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.core.errors import Refused
from samspel.core.models import LogRow, OutboxMessage
from tests.cast import Cast, ClientAs


@pytest.fixture(autouse=True)
def no_tries_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def password(cast: Cast) -> str:
    """What lies in the envelope."""
    return services.seal("emergency", by=Operator())


def opens(password: str, client: Client | None = None) -> Client:
    client = client or Client()
    client.post("/sign-in/", {"login": "emergency", "password": password})
    return client


def later(**span: int) -> Any:
    return clock.at(clock.now() + timedelta(**span))


def letters(kind: str = "accounts.seal") -> list[str]:
    return sorted(OutboxMessage.objects.filter(kind=kind).values_list("to", flat=True))


def test_the_command_prints_the_password_alone_and_nothing_keeps_it(cast: Cast) -> None:
    done = CliRunner().invoke(admin.command, ["emergency"])
    assert done.exit_code == 0, done.output
    printed = done.stdout.strip()
    assert len(printed) == 23
    assert printed not in str(list(User.objects.values())) + str(list(LogRow.objects.values()))
    assert opens(printed).get("/people/").status_code == 200


def test_opening_it_is_an_alarm_to_administrators_and_head_of_security_and_is_logged(password: str) -> None:
    assert letters() == []
    opens(password)
    assert letters() == ["admin@example.org", "security.head@example.org"]
    body = OutboxMessage.objects.filter(kind="accounts.seal")[0].body
    assert "emergency" in body
    assert password not in body
    assert "opened seal" in LogRow.objects.values_list("verb", flat=True)


def test_it_needs_no_second_factor_and_no_provider(password: str) -> None:
    assert opens(password).get("/people/").status_code == 200


def test_a_wrong_password_opens_nothing_and_alarms_nobody(password: str) -> None:
    assert opens("not-the-password").get("/people/").status_code == 302
    assert letters() == []


def test_it_works_for_a_day_from_when_it_was_opened(password: str) -> None:
    client = opens(password)
    with later(hours=11):
        client.get("/people/")
        assert opens(password).get("/people/").status_code == 200, "again, within the day"
    with later(hours=23):
        late = opens(password)
    with later(hours=23, minutes=50):
        assert late.get("/people/").status_code == 200
    with later(hours=24, minutes=1):
        assert late.get("/people/").status_code == 302, "an open session ends too"
        assert opens(password).get("/people/").status_code == 302


def test_an_unopened_seal_ends_after_a_year(password: str) -> None:
    with later(days=364):
        assert opens(password).get("/people/").status_code == 200
    with later(days=366):
        assert opens(password).get("/people/").status_code == 302


def test_sealed_anew_the_old_password_opens_nothing(password: str) -> None:
    client = opens(password)
    fresh = services.seal("emergency", by=Operator())
    assert client.get("/people/").status_code == 302
    assert opens(password).get("/people/").status_code == 302
    assert Seal.objects.get().opened_at is None
    assert opens(fresh).get("/people/").status_code == 200


def test_no_ordinary_account_becomes_one(cast: Cast) -> None:
    with pytest.raises(Refused):
        services.seal("evaluator", by=Operator())


def test_it_is_nobody_among_administrators(password: str, cast: Cast) -> None:
    assert "emergency" not in [user.username for user in queries.administrators()]
    with pytest.raises(Refused):
        services.deactivate(cast["admin"], by=Operator())


def test_it_is_never_linked_to_the_provider(password: str) -> None:
    user = User.objects.get(username="emergency")
    with pytest.raises(Refused):
        services.link(user, "sub", provider="p", by=who_is(user))


@pytest.mark.parametrize(
    ("language", "sealed", "opened", "ended"),
    [("sv", "Förseglat", "Öppnat", "Förseglingen har gått ut"), ("en", "Sealed", "Opened", "The seal has ended")],
)
def test_its_page_tells_how_the_seal_stands(
    password: str, client_as: ClientAs, language: str, sealed: str, opened: str, ended: str
) -> None:
    def page() -> str:
        return client_as("admin", language=language).get("/people/seals/").content.decode()

    assert sealed in page()
    opens(password)
    assert opened in page()
    with later(days=2):
        assert ended in page()


def test_those_who_keep_it_are_reminded_when_it_was_opened_or_ends_soon(password: str) -> None:
    assert services.look_at_seals() == 0
    with later(days=340):
        assert services.look_at_seals() == 1
    assert letters() == ["admin@example.org", "security.head@example.org"]
