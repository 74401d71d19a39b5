"""A second factor where the function demands it; and who it is, asked again before what is sensitive."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from samspel.accounts import services
from samspel.accounts.models import ApiToken, User
from samspel.accounts.rules import Function, TokenScope
from samspel.accounts.sensitive import SENSITIVE, WHEN_SENT
from samspel.accounts.strength import unknown
from samspel.accounts.tests.test_second_factor import code_for
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.core.models import LegalHold
from samspel.municipality.models import ChangeSet, Matter
from tests.cast import Cast, ClientAs
from tests.routes import routes

PASSWORD = "vinter kanot apelsin"
NEEDED = "/account/factor-needed/"
DEMANDING = ("admin", "security.head", "duty.officer")


@pytest.fixture(autouse=True)
def a_moment_that_stands_still(db: None) -> Iterator[None]:
    """A code is valid for half a minute, and no test shall meet its end."""
    cache.clear()
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


def minutes_later(minutes: int) -> Any:
    return time_machine.travel(datetime.now(UTC) + timedelta(minutes=minutes), tick=False)


def signed_in(cast: Cast, username: str) -> Client:
    services.set_password(cast[username], PASSWORD, by=Operator())
    client = Client()
    client.post("/sign-in/", {"login": username, "password": PASSWORD})
    return client


def set_up(client: Client) -> Any:
    secret = client.get("/account/second-factor/activate/").context["form"].secret
    client.post("/account/second-factor/activate/", {"code": code_for(secret)})
    return secret


# --- Demanded by function ------------------------------------------------------------------------


@pytest.mark.parametrize("username", DEMANDING)
def test_whose_function_demands_it_sets_it_up_before_anything_else(cast: Cast, username: str) -> None:
    client = signed_in(cast, username)
    for address in ("/", "/account/", "/people/", "/search/?q=a", "/areas/"):
        assert client.get(address)["Location"] == NEEDED
    assert client.post("/account/", {"name": "x"})["Location"] == NEEDED
    page = client.get(NEEDED).content.decode()
    assert reverse("mfa_activate_totp") in page
    assert reverse("accounts:passkey") in page
    set_up(client)
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("username", ["evaluator", "coordinator.berga", "contact.school", "outsider"])
def test_others_may_do_with_a_password(cast: Cast, username: str) -> None:
    assert signed_in(cast, username).get("/account/").status_code == 200


def test_it_follows_the_function_from_the_next_request(cast: Cast) -> None:
    client = signed_in(cast, "evaluator")
    row = services.assign(cast["evaluator"], Function.DUTY_OFFICER, by=Operator())
    assert client.get("/account/")["Location"] == NEEDED
    services.end_assignment(row, by=Operator())
    assert client.get("/account/").status_code == 200


def test_who_stands_in_for_such_a_function_needs_it_too(cast: Cast) -> None:
    client = signed_in(cast, "coordinator.berga")
    services.stand_in(
        cast["duty.officer"], cast["coordinator.berga"], starts=clock.today(), ends=clock.today(), by=Operator()
    )
    assert client.get("/account/")["Location"] == NEEDED


def test_who_shows_a_code_at_sign_in_goes_straight_on(cast: Cast) -> None:
    first = signed_in(cast, "admin")
    secret = set_up(first)
    with minutes_later(1):
        client = Client()
        client.post("/sign-in/", {"login": "admin", "password": PASSWORD})
        client.post("/sign-in/code/", {"code": code_for(secret)})
        assert client.get("/people/").status_code == 200


def test_who_takes_away_their_only_factor_is_asked_for_one_again_everywhere(cast: Cast) -> None:
    client = signed_in(cast, "admin")
    secret = set_up(client)
    with minutes_later(1):
        other = Client()
        other.post("/sign-in/", {"login": "admin", "password": PASSWORD})
        other.post("/sign-in/code/", {"code": code_for(secret)})
        client.post("/account/second-factor/deactivate/")
        assert client.get("/people/")["Location"] == NEEDED
        assert other.get("/people/").status_code == 302


def test_a_lost_factor_that_an_administrator_takes_away_ends_every_session(cast: Cast) -> None:
    client = signed_in(cast, "duty.officer")
    set_up(client)
    services.reset_second_factor(cast["duty.officer"], by=Operator())
    assert client.get("/account/")["Location"].startswith("/sign-in/")


def test_a_token_goes_on_as_it_is(cast: Cast) -> None:
    _row, secret = services.issue_token(cast["admin"], name="t", scopes=[TokenScope.HEALTH], by=Operator())
    signed_in(cast, "admin")
    assert Client().get("/api/v1/health", headers={"Authorization": f"Bearer {secret}"}).status_code in {200, 503}


def test_the_setting_says_which_functions(cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR = ["evaluator"]
    assert signed_in(cast, "admin").get("/people/").status_code == 200
    assert signed_in(cast, "evaluator").get("/account/")["Location"] == NEEDED
    settings.SECOND_FACTOR = ["none"]
    assert signed_in(cast, "evaluator").get("/account/").status_code == 200


def test_a_setting_that_names_no_function_stops_the_program(settings: Any) -> None:
    from django.apps import apps

    settings.SECOND_FACTOR = ["administrator", "emperor"]
    assert unknown() == ["emperor"]
    with pytest.raises(ImproperlyConfigured):
        apps.get_app_config("accounts").ready()


def test_the_demos_door_asks_for_nothing_and_a_password_in_the_demo_does(client_as: ClientAs, cast: Cast) -> None:
    """Who came by the door has no password: there is nothing to make stronger."""
    assert client_as("admin").get("/people/").status_code == 200
    assert signed_in(cast, "admin").get("/people/").status_code == 302


# --- Who is it? ----------------------------------------------------------------------------------


@pytest.fixture
def strong(cast: Cast) -> Client:
    """The administrator, with password and code, just signed in."""
    client = signed_in(cast, "admin")
    set_up(client)
    return client


def pages(cast: Cast) -> dict[str, str]:
    """The administrator's sensitive pages."""
    about = cast["host.berga"]
    names = "assign stand_in reset_password reset_factor activate deactivate leave unlink token"
    found = {name: reverse(f"accounts:{name}", args=[about.pk]) for name in names.split()}
    return found | {"end_assignment": reverse("accounts:end_assignment", args=[about.assignments.get().pk])}


def test_every_sensitive_page_is_there() -> None:
    there = {route.name for route in routes()}
    assert there >= SENSITIVE | WHEN_SENT
    with pytest.raises(NoReverseMatch):
        get_resolver().reverse("accounts:nothing")


def test_what_is_sensitive_opens_just_after_signing_in_and_asks_when_it_was_a_while_ago(
    strong: Client, cast: Cast
) -> None:
    for address in pages(cast).values():
        assert strong.get(address).status_code == 200, address
    with minutes_later(16):
        for address in pages(cast).values():
            assert strong.get(address)["Location"] == f"/again/?next={address.replace('/', '%2F')}"
        assert strong.get("/people/").status_code == 200, "the control: what is not sensitive opens"


def test_the_time_is_the_settings(strong: Client, cast: Cast, settings: Any) -> None:
    settings.AGAIN_SECONDS = 3600
    with minutes_later(16):
        assert strong.get(pages(cast)["token"]).status_code == 200


def test_what_was_written_goes_on_when_it_was_shown(strong: Client, cast: Cast) -> None:
    page = pages(cast)["token"]
    sent = {"key": "k1", "name": "Larm till vaktbolaget", "scopes": ["health"], "days": "30"}
    with minutes_later(16):
        stopped = strong.post(page, sent)
        assert not ApiToken.objects.exists()
        assert strong.post(stopped["Location"], {"password": "wrong"}).status_code == 200
        assert not ApiToken.objects.exists()
        done = strong.post(stopped["Location"], {"password": PASSWORD})
    assert b"samspel_" in done.content
    assert ApiToken.objects.get().name == "Larm till vaktbolaget"


def test_a_change_of_the_municipality_is_looked_at_freely_and_saved_by_who_showed_who_they_are(strong: Client) -> None:
    row, change = "/municipality/edit/matters/school/", "/municipality/change/"
    with minutes_later(16):
        send(strong, row, answer_days="7")
        assert strong.get(change).status_code == 200
        stopped = send(strong, change, because="Decision 7")
        assert stopped["Location"].startswith("/again/?next=")
        assert Matter.objects.get(code="school").answer_days == 5
        strong.post(stopped["Location"], {"password": PASSWORD})
        assert Matter.objects.get(code="school").answer_days == 7
    with minutes_later(40):
        undo = f"/municipality/changes/{ChangeSet.objects.latest('pk').pk}/"
        assert strong.get(undo).status_code == 200
        assert send(strong, undo)["Location"].startswith("/again/?next=")
    assert Matter.objects.get(code="school").answer_days == 7


def test_a_legal_hold_is_lifted_by_who_showed_who_they_are(cast: Cast) -> None:
    officer = signed_in(cast, "protection.officer")
    set_up(officer)
    hold = {"key": "h", "address": "boende@example.org", "reason": "A case"}
    officer.post("/protection/holds/new/", hold | {"until": clock.today() + timedelta(days=30)})
    lift = f"/protection/holds/{LegalHold.objects.get().pk}/lift/"
    with minutes_later(16):
        assert officer.get("/protection/holds/").status_code == 200, "the control"
        assert officer.get(lift)["Location"].startswith("/again/?next=")


def test_who_may_not_open_it_is_not_asked(cast: Cast) -> None:
    client = signed_in(cast, "evaluator")
    with minutes_later(16):
        assert client.get(pages(cast)["token"]).status_code == 404


def test_recovery_codes_are_shown_again_to_nobody_unasked(strong: Client) -> None:
    with minutes_later(16):
        assert strong.get("/account/recovery-codes/")["Location"].startswith("/again/")


# --- Nobody gives to themselves ------------------------------------------------------------------


@pytest.fixture
def second(cast: Cast) -> User:
    """Another administrator, whom one can ask."""
    services.assign(cast["outsider"], Function.ADMINISTRATOR, by=Operator())
    return cast["outsider"]


def send(client: Client, address: str, **fields: Any) -> Any:
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields} | fields
    return client.post(address, {name: value or "" for name, value in sent.items() if value is not False})


def test_an_administrator_gives_no_function_to_themselves(second: User, cast: Cast, client_as: ClientAs) -> None:
    page = f"/people/{cast['admin'].pk}/function/"
    answer = send(client_as("admin"), page, function="evaluator")
    assert "annan administratör" in answer.content.decode()
    assert cast["admin"].assignments.count() == 1
    send(client_as("outsider"), page, function="evaluator")
    assert cast["admin"].assignments.count() == 2


def test_nor_makes_themselves_a_stand_in_nor_lets_a_function_of_their_own_go_on(
    second: User, cast: Cast, client_as: ClientAs
) -> None:
    admin = cast["admin"]
    services.assign(admin, Function.EVALUATOR, by=Operator(), ends=clock.today())
    client = client_as("admin")
    day = clock.today().isoformat()
    send(client, f"/people/{cast['security.head'].pk}/stand-in/", stand_in=admin.pk, starts=day, ends=day)
    assert not admin.stands_in.exists()
    row = admin.assignments.get(function="evaluator")
    send(client, f"/people/functions/{row.pk}/end/", last_day=(clock.today() + timedelta(days=99)).isoformat())
    row.refresh_from_db()
    assert row.ends == clock.today()


def test_the_only_administrator_has_nobody_to_ask(cast: Cast, client_as: ClientAs) -> None:
    send(client_as("admin"), f"/people/{cast['admin'].pk}/function/", function="evaluator")
    assert cast["admin"].assignments.count() == 2


def test_whoever_is_acted_for_is_told_by_letter(cast: Cast, client_as: ClientAs) -> None:
    from samspel.core.models import OutboxMessage

    client, about = client_as("admin"), cast["partner.police"]
    send(client, f"/people/{about.pk}/token/", name="Larm", scopes=["health"], days="30")
    send(client, f"/people/{about.pk}/password/")
    send(client, f"/people/{about.pk}/second-factor/")
    found = list(OutboxMessage.objects.filter(to=about.email).order_by("pk"))
    assert [letter.kind for letter in found] == ["accounts.token", "accounts.password", "accounts.factor"]
    assert "Larm" in found[0].body
    assert "samspel_" not in found[0].body


def test_nobody_is_acted_for_who_cannot_be_told(cast: Cast, client_as: ClientAs) -> None:
    about = cast["partner.police"]
    services.change_details(about, by=Operator(), email="")
    answer = send(client_as("admin"), f"/people/{about.pk}/token/", name="Larm", scopes=["health"], days="30")
    assert "e-postadress" in answer.content.decode()
    assert not ApiToken.objects.exists()
