"""Who opens which page of accounts: every address, for every function and for nobody."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from demo.cast import CAST
from samspel.accounts import services, urls
from samspel.accounts.models import Assignment, StandIn
from samspel.accounts.rules import Function, TokenScope
from samspel.core import clock
from samspel.core.actors import Operator
from tests.cast import Cast, ClientAs, Whos

ANYBODY = {"account_login", "mfa_authenticate", "account_logout", "mfa_login_webauthn", "provider", "provider_back"}
MINE = {
    "mine", "sessions", "end_session", "end_other_sessions", "my_stand_in", "end_my_stand_in",
    "account_reauthenticate", "mfa_reauthenticate", "account_change_password", "mfa_index", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_reauthenticate_webauthn", "mfa_list_webauthn", "mfa_remove_webauthn", "passkey", "factor_needed", "link",
    "again_provider",
}  # fmt: skip
ADMINISTRATORS = {
    "people", "new", "person", "assign", "stand_in", "reset_password", "reset_factor", "deactivate", "activate",
    "token", "end_assignment", "end_stand_in", "revoke_token", "leave", "unlink", "seals",
}  # fmt: skip
POSTED = {"end_session", "end_other_sessions"}
BY_THE_PROVIDER = {"provider_signed_out"}


@pytest.fixture
def addresses(cast: Cast) -> Any:
    """Every address of accounts by name; what they are about exists, and is somebody else's."""
    token, _secret = services.issue_token(cast["outsider"], name="t", scopes=list(TokenScope), by=Operator())
    row = StandIn.objects.create(
        absent=cast["contact.school"], stand_in=cast["contact.social"], starts=clock.today(), ends=clock.today()
    )
    about = {
        "end_assignment": Assignment.objects.get(user=cast["evaluator"]).pk,
        "end_stand_in": row.pk,
        "end_my_stand_in": row.pk,
        "revoke_token": token.pk,
        "end_session": 1,
    }
    found = {}
    for pattern in [*urls.own, *urls.urlpatterns]:
        name = getattr(pattern, "name", None)
        if name:
            arguments = [about.get(name, cast["outsider"].pk)] if "<" in str(pattern.pattern) else []
            found[name] = reverse(f"accounts:{name}" if pattern in urls.own else name, args=arguments)
    return found


def test_the_table_has_every_address(addresses: dict[str, str]) -> None:
    assert set(addresses) == ANYBODY | MINE | ADMINISTRATORS | BY_THE_PROVIDER
    assert len(addresses) == 44


def test_every_address_declares_who_may_use_it() -> None:
    patterns = [pattern for pattern in [*urls.own, *urls.urlpatterns, *urls.door] if getattr(pattern, "name", None)]
    assert len(patterns) == 45
    assert all(getattr(pattern.callback, "audiences", ()) for pattern in patterns)


def test_nobody_gets_no_further_than_to_sign_in(addresses: dict[str, str], client: Client) -> None:
    for name, address in addresses.items():
        response = client.post(address) if name in POSTED else client.get(address)
        if name in BY_THE_PROVIDER:
            assert response.status_code == 405
        elif name == "account_login":
            assert response.status_code == 200
        elif name in ANYBODY:
            assert response["Location"] in {"/", "/sign-in/"}, name
        else:
            assert response["Location"] == f"/sign-in/?next={address}", name


@pytest.mark.asvs("V8.2.1")
@pytest.mark.parametrize("username", [one.username for one in CAST])
def test_everybody_opens_their_own_pages_and_only_administrators_the_rest(
    addresses: dict[str, str], who: Whos, client_as: ClientAs, username: str
) -> None:
    client = client_as(username)
    is_administrator = who(username).holds(Function.ADMINISTRATOR)
    for name in sorted(ADMINISTRATORS):
        assert client.get(addresses[name]).status_code == (200 if is_administrator else 404), name
    for name in ("mine", "sessions", "my_stand_in", "account_logout"):
        assert client.get(addresses[name]).status_code == 200, name


@pytest.mark.asvs("V8.2.2")
def test_what_is_somebody_elses_is_not_there(addresses: dict[str, str], client_as: ClientAs, cast: Cast) -> None:
    client = client_as("evaluator")
    assert client.get(addresses["end_my_stand_in"]).status_code == 404
    for address in ("/people/999999/", "/people/functions/999999/end/", "/people/tokens/999999/end/"):
        assert client_as("admin").get(address).status_code == 404


def test_an_administrator_sees_no_content_by_that_function(who: Whos) -> None:
    assert who("admin").functions == {Function.ADMINISTRATOR}
