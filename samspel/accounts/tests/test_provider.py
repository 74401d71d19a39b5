"""Sign-in by the municipality's own provider: a real one, on loopback."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from samspel.accounts import services
from samspel.accounts.models import ApiToken, ProviderSession, User
from samspel.accounts.rules import Function, TokenScope
from samspel.accounts.who import who_is
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.core.models import LogRow
from tests.cast import Cast, ClientAs
from tests.identity import Provider, comes_in

PASSWORD = "vinter kanot apelsin"


def later(minutes: int) -> Any:
    """Some minutes from now."""
    return clock.at(clock.now() + timedelta(minutes=minutes))


def way_to_link(client: Client) -> str:
    """The address at the provider that the page of linking leads to."""
    page = client.get("/account/provider/")
    return str(client.get("/account/provider/", {"go": page.context["go"]})["Location"])


def functions(username: str) -> set[Function]:
    return set(who_is(User.objects.get(username=username)).functions)


def test_the_button_has_the_municipalitys_own_words(provider: Provider, client: Client) -> None:
    assert "Logga in med kommunens konto" in client.get("/sign-in/").content.decode()
    client.cookies["django_language"] = "en"
    assert "Sign in with the municipality&#x27;s account" in client.get("/sign-in/").content.decode()


def test_without_a_provider_there_is_no_button(client: Client, cast: Cast) -> None:
    assert "sign-in/provider" not in client.get("/sign-in/").content.decode()
    assert client.get("/sign-in/provider/")["Location"] == "/sign-in/"


def test_who_has_a_mapped_group_becomes_a_user_and_comes_in(provider: Provider, client: Client) -> None:
    provider.has("moa", "samspel-berga", "something else", email="moa@example.org", name="Moa Ek")
    assert comes_in(client, provider, "moa")["Location"] == "/"
    user = User.objects.get(username="moa")
    assert (user.name, user.email, user.has_usable_password()) == ("Moa Ek", "moa@example.org", False)
    row = user.assignments.get()
    assert (row.function, row.place_name, row.by_provider) == ("area_coordinator", "Områdesteam Berga", True)
    assert client.get("/questions/").status_code == 200
    assert SocialAccount.objects.get(user=user).extra_data == {}, "what is claimed is not stored"


def test_goes_on_to_where_they_were_headed_and_never_to_another_host(provider: Provider, client: Client) -> None:
    provider.has("moa", "samspel-berga")
    for target, expected in (("/questions/", "/questions/"), ("https://evil.example/", "/")):
        start = client.get("/sign-in/provider/", {"next": target})
        back = provider.through(start["Location"], "moa")
        assert client.get(back.removeprefix("http://testserver"))["Location"] == expected


def test_whose_groups_give_nothing_is_told_whom_to_turn_to(provider: Provider, client: Client) -> None:
    provider.has("moa", "the choir")
    answer = comes_in(client, provider, "moa")
    assert answer.status_code == 403
    assert "0123-45 67 89" in answer.content.decode()
    assert not User.objects.filter(username="moa").exists()
    assert client.get("/account/").status_code == 302


@pytest.mark.asvs("V10.2.1")
def test_the_way_there_asks_for_a_code_with_proof_of_its_own(provider: Provider, client: Client) -> None:
    there = httpx.URL(client.get("/sign-in/provider/")["Location"]).params
    assert (there["response_type"], there["code_challenge_method"]) == ("code", "S256")
    assert {"state", "code_challenge"} <= set(there)


@pytest.mark.asvs("V10.1.2", "V10.5.1")
def test_another_browsers_way_back_opens_nothing(provider: Provider, client: Client) -> None:
    provider.has("moa", "samspel-berga")
    back = provider.through(client.get("/sign-in/provider/")["Location"], "moa").removeprefix("http://testserver")
    assert Client().get(back).status_code == 403
    assert client.get(back).status_code == 302
    assert Client().get(back).status_code == 403, "a code opens once"


def test_a_role_that_is_gained_or_lost_there_is_so_here_at_the_next_sign_in(provider: Provider) -> None:
    provider.has("moa", "samspel-berga")
    comes_in(Client(), provider, "moa")
    provider.has("moa", "samspel-school")
    comes_in(Client(), provider, "moa")
    assert functions("moa") == {Function.DEPARTMENT_CONTACT}
    said = LogRow.objects.filter(actor_id="accounts.provider", object_kind="accounts.assignment")
    assert list(said.order_by("pk").values_list("verb", flat=True)) == ["assigned", "ended assignment", "assigned"]


def test_what_was_given_by_hand_is_untouched(provider: Provider) -> None:
    provider.has("moa", "samspel-berga")
    comes_in(Client(), provider, "moa")
    services.assign(User.objects.get(username="moa"), Function.EVALUATOR, by=Operator())
    provider.has("moa")
    assert comes_in(Client(), provider, "moa").status_code == 302
    assert functions("moa") == {Function.EVALUATOR}


def test_a_role_that_is_lost_there_is_lost_here_within_minutes_and_a_gained_one_is_there(
    provider: Provider, client: Client
) -> None:
    provider.has("moa", "samspel-berga", "samspel-school")
    comes_in(client, provider, "moa")
    provider.has("moa", "samspel-berga", "samspel-evaluators")
    client.get("/account/")
    assert functions("moa") == {Function.AREA_COORDINATOR, Function.DEPARTMENT_CONTACT}, "it is not asked every time"
    with later(6):
        assert client.get("/account/").status_code == 200
    assert functions("moa") == {Function.AREA_COORDINATOR, Function.EVALUATOR}


def test_who_loses_every_role_there_is_signed_out_here_within_minutes(provider: Provider, client: Client) -> None:
    provider.has("moa", "samspel-berga")
    comes_in(client, provider, "moa")
    provider.has("moa")
    with later(6):
        assert client.get("/questions/").status_code == 302
    assert functions("moa") == set()


@pytest.mark.asvs("V7.6.1")
def test_who_is_disabled_there_is_signed_out_here_within_minutes(provider: Provider, client: Client) -> None:
    provider.has("moa", "samspel-berga")
    comes_in(client, provider, "moa")
    with later(6):
        assert client.get("/account/").status_code == 200, "the control: who is not disabled goes on"
    provider.has("moa", "samspel-berga", disabled=True)
    with later(12):
        answer = client.get("/questions/", follow=True)
    assert answer.redirect_chain == [("/sign-in/?next=/questions/", 302)]
    assert "utloggad" in answer.content.decode()
    assert not ProviderSession.objects.exists()


def test_who_is_gone_there_stands_so_in_the_administrators_list_until_they_come_in_by_it_again(
    provider: Provider, client: Client, client_as: ClientAs
) -> None:
    admin, gone = client_as("admin", language="en"), "/people/?gone=on"
    provider.has("moa", "samspel-berga", name="Moa Ek")
    comes_in(client, provider, "moa")
    user = User.objects.get(username="moa")
    assert "Moa Ek" not in admin.get(gone).content.decode()
    provider.has("moa", "samspel-berga", name="Moa Ek", disabled=True)
    with later(6):
        client.get("/account/")
    assert "Moa Ek" in admin.get(gone).content.decode()
    page = admin.get(f"/people/{user.pk}/").content.decode()
    assert "Gone at the municipality&#x27;s sign-in" in page or "Gone at the municipality's sign-in" in page
    provider.has("moa", "samspel-berga", name="Moa Ek")
    comes_in(Client(), provider, "moa")
    assert "Moa Ek" not in admin.get(gone).content.decode()


def test_a_provider_that_is_silent_is_borne_with_for_the_time_of_grace_alone(
    provider: Provider, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.has("moa", "samspel-berga")
    comes_in(client, provider, "moa")

    def silent(*args: Any, **kwargs: Any) -> Any:
        raise requests.ConnectionError

    monkeypatch.setattr(requests.Session, "request", silent)
    statuses = []
    for minutes in (6, 30, 58, 66):
        with later(minutes):
            statuses.append(client.get("/account/").status_code)
    assert statuses == [200, 200, 200, 302]


def test_a_provider_that_gives_no_way_to_ask_vouches_for_the_time_of_grace(provider: Provider, client: Client) -> None:
    provider.tell(people={"": {"sparing": True}})
    provider.has("moa", "samspel-berga")
    comes_in(client, provider, "moa")
    statuses = []
    for minutes in (6, 58, 66):
        with later(minutes):
            statuses.append(client.get("/account/").status_code)
    assert statuses == [200, 200, 302]


def test_keys_may_change_while_people_are_signed_in(provider: Provider, client: Client) -> None:
    provider.has("moa", "samspel-berga")
    comes_in(client, provider, "moa")
    provider.tell(rotate=True)
    assert comes_in(Client(), provider, "moa").status_code == 302
    with later(6):
        assert client.get("/account/").status_code == 200


@pytest.mark.asvs("V6.8.2", "V9.1.1", "V9.1.2", "V9.1.3")
def test_what_is_signed_with_a_key_that_is_not_the_providers_opens_nothing(provider: Provider, client: Client) -> None:
    provider.has("moa", "samspel-berga")
    provider.tell(hide=True)
    answer = comes_in(client, provider, "moa")
    assert answer.status_code == 403
    assert "svarar inte som" in answer.content.decode()
    assert not User.objects.filter(username="moa").exists()


@pytest.mark.asvs("V10.5.3", "V9.2.3", "V10.5.4")
def test_a_provider_by_another_name_is_not_believed(provider: Provider, client: Client, settings: Any) -> None:
    settings.OIDC = settings.OIDC | {"issuer": provider.issuer.replace("localhost", "127.0.0.1")}
    assert client.get("/sign-in/provider/").status_code == 403


def test_who_cancels_there_is_back_at_the_sign_in_page(provider: Provider, client: Client) -> None:
    assert comes_in(client, provider, "nobody")["Location"] == "/sign-in/"


@pytest.mark.asvs("V6.8.1", "V10.5.2")
def test_nobody_becomes_somebody_else_by_a_name_or_an_address(provider: Provider, client: Client, cast: Cast) -> None:
    victim = cast["evaluator"]
    provider.has("evaluator", "samspel-evaluators", email=victim.email, email_verified=True)
    answer = comes_in(client, provider, "evaluator")
    assert answer.status_code == 403
    assert "redan ett konto" in answer.content.decode()
    provider.has("mallory", "samspel-evaluators", email=victim.email, email_verified=True)
    comes_in(client, provider, "mallory")
    assert User.objects.get(username="mallory").pk != victim.pk
    assert not SocialAccount.objects.filter(user=victim).exists()


def test_who_knows_the_password_links_the_two_and_may_then_use_either(provider: Provider, cast: Cast) -> None:
    user, client = cast["evaluator"], Client()
    services.set_password(user, PASSWORD, by=Operator())
    client.post("/sign-in/", {"login": "evaluator", "password": PASSWORD})
    provider.has("ulrika", "samspel-berga")
    there = way_to_link(client)
    assert httpx.URL(there).params["prompt"] == "login"
    back = provider.through(there, "ulrika").removeprefix("http://testserver")
    assert client.get(back)["Location"] == "/account/"
    other = Client()
    assert comes_in(other, provider, "ulrika")["Location"] == "/"
    assert other.get("/account/").wsgi_request.user == user
    assert functions("evaluator") == {Function.EVALUATOR, Function.AREA_COORDINATOR}


def test_a_sign_in_that_is_somebodys_is_not_linked_to_another(provider: Provider, cast: Cast) -> None:
    provider.has("moa", "samspel-berga")
    comes_in(Client(), provider, "moa")
    services.set_password(cast["evaluator"], PASSWORD, by=Operator())
    client = Client()
    client.post("/sign-in/", {"login": "evaluator", "password": PASSWORD})
    client.get(provider.through(way_to_link(client), "moa").removeprefix("http://testserver"))
    assert not SocialAccount.objects.filter(user=cast["evaluator"]).exists()


def test_linking_needs_somebody_who_is_signed_in(provider: Provider, client: Client) -> None:
    assert client.get("/account/provider/?go=x")["Location"].startswith("/sign-in/")


def test_nobody_is_sent_to_link_by_an_address_that_another_made(provider: Provider, cast: Cast) -> None:
    services.set_password(cast["evaluator"], PASSWORD, by=Operator())
    client = Client()
    client.post("/sign-in/", {"login": "evaluator", "password": PASSWORD})
    for guess in ("", "x"):
        assert client.get("/account/provider/", {"go": guess}).status_code == 200
    there = client.get("/account/provider/").context["go"]
    assert client.get("/account/provider/", {"go": there}).status_code == 302
    assert client.get("/account/provider/", {"go": there}).status_code == 200, "once"


def test_who_was_closed_here_does_not_come_in_by_the_provider(provider: Provider) -> None:
    provider.has("moa", "samspel-berga")
    comes_in(Client(), provider, "moa")
    services.deactivate(User.objects.get(username="moa"), by=Operator())
    answer = comes_in(Client(), provider, "moa")
    assert answer.status_code == 403
    assert "stängt" in answer.content.decode()


def test_what_is_not_a_name_becomes_one_and_a_second_of_the_same_gets_a_number(provider: Provider) -> None:
    for sub in ("one", "two"):
        provider.has(sub, "samspel-berga", preferred_username="Åsa Öst@example.org", name="Åsa\x07 Öst" + "x" * 300)
        comes_in(Client(), provider, sub)
    made = User.objects.filter(username__startswith="asa.ost").order_by("pk")
    assert [user.username for user in made] == ["asa.ost", "asa.ost-2"]
    assert made[0].name.startswith("Åsa Öst")
    assert len(made[0].name) == 120


def test_the_claim_may_lie_inside_another(provider: Provider, client: Client, settings: Any) -> None:
    settings.OIDC = settings.OIDC | {"claim": "realm_access.roles"}
    provider.has("moa", "the choir", realm_access={"roles": ["samspel-berga", 7, None]})
    assert comes_in(client, provider, "moa").status_code == 302


def test_a_faulty_file_lets_nobody_in_and_takes_nothing_from_anybody(
    provider: Provider, client: Client, settings: Any
) -> None:
    provider.has("moa", "samspel-berga")
    comes_in(client, provider, "moa")
    Path(settings.OIDC["rules"]).write_text("groups: nonsense")
    assert Client().get("/sign-in/provider/").status_code == 403
    with later(6):
        assert client.get("/account/").status_code == 200
    assert functions("moa") == {Function.AREA_COORDINATOR}


# --- Stronger, again, and out --------------------------------------------------------------------


@pytest.mark.asvs("V6.8.4")
def test_a_function_that_demands_more_is_content_when_the_provider_asked_for_more(provider: Provider) -> None:
    for amr, opened in ((("pwd",), 302), (("pwd", "mfa"), 200)):
        client = Client()
        provider.has("moa", "samspel-administrators", amr=amr)
        comes_in(client, provider, "moa")
        answer = client.get("/people/")
        assert answer.status_code == opened
        assert opened == 200 or answer["Location"] == "/account/factor-needed/"


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    """Somebody's browser, as the provider knows it: who has been there is let through."""
    with httpx.Client() as there:
        yield there


@pytest.fixture
def administrator(provider: Provider, client: Client, browser: httpx.Client) -> Client:
    """Moa, an administrator by her groups, signed in by the provider in this browser."""
    provider.has("moa", "samspel-administrators", amr=("mfa",))
    comes_in(client, provider, "moa", browser=browser)
    return client


def test_what_is_sensitive_sends_them_to_the_provider_which_asks_anew_and_what_was_written_goes_on(
    provider: Provider, administrator: Client, browser: httpx.Client, cast: Cast
) -> None:
    page = f"/people/{cast['partner.police'].pk}/token/"
    sent = {"key": "k1", "name": "Larm till polisen", "scopes": ["health"], "days": "30"}
    stopped = administrator.post(page, sent)
    assert stopped["Location"].startswith("/again/provider/?next=")
    there = administrator.get(stopped["Location"])["Location"]
    assert (httpx.URL(there).params["prompt"], httpx.URL(there).params["max_age"]) == ("login", "0")
    assert "Kommunens inloggning" in browser.get(there, follow_redirects=True).text, "it asks, though they were there"
    done = administrator.get(provider.through(there, "moa", browser=browser).removeprefix("http://testserver"))
    assert b"samspel_" in done.content
    assert ApiToken.objects.get(user=cast["partner.police"]).name == "Larm till polisen"


def test_who_takes_away_the_demand_on_its_way_to_the_provider_has_shown_nothing(
    provider: Provider, administrator: Client, browser: httpx.Client, cast: Cast
) -> None:
    page = f"/people/{cast['partner.police'].pk}/token/"
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=20), tick=False):
        there = httpx.URL(administrator.get(administrator.get(page)["Location"])["Location"])
    weak = there.copy_remove_param("prompt").copy_set_param("max_age", "9999")
    answer = administrator.get(provider.through(str(weak), "nobody", browser=browser).removeprefix("http://testserver"))
    assert answer.status_code == 403
    assert administrator.get(page)["Location"].startswith("/again/")


def test_somebody_else_cannot_show_who_one_is(provider: Provider, administrator: Client, cast: Cast) -> None:
    provider.has("mallory", "samspel-berga")
    client = administrator
    page = f"/people/{cast['partner.police'].pk}/token/"
    there = client.get(client.get(page)["Location"])["Location"]
    answer = client.get(provider.through(there, "mallory").removeprefix("http://testserver"))
    assert answer.status_code == 403
    assert client.get(page).status_code == 302


@pytest.mark.asvs("V7.6.1")
def test_who_signs_out_there_is_signed_out_here_at_once(provider: Provider, client: Client) -> None:
    provider.has("moa", "samspel-berga")
    comes_in(client, provider, "moa")
    comes_in(other := Client(), provider, "moa")
    sid = ProviderSession.objects.order_by("pk")[0].sid
    assert sid
    token = provider.logout_token("moa", sid)
    assert Client().post("/sign-in/provider/signed-out/", {"logout_token": token}).status_code == 200
    assert client.get("/account/").status_code == 302
    assert other.get("/account/").status_code == 200, "the other browser's sign-in there goes on"
    assert Client().post("/sign-in/provider/signed-out/", {"logout_token": token}).status_code == 400, "once"


@pytest.mark.asvs("V10.5.5")
@pytest.mark.parametrize("token", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtb2EifQ.", "\ud800"])
def test_nobody_but_the_provider_signs_anybody_out(provider: Provider, client: Client, token: str) -> None:
    provider.has("moa", "samspel-berga")
    comes_in(client, provider, "moa")
    body = {"logout_token": token.encode("utf-8", "surrogatepass")}
    assert Client().post("/sign-in/provider/signed-out/", body).status_code == 400
    assert client.get("/account/").status_code == 200


@pytest.mark.asvs("V9.2.2", "V10.5.5")
def test_an_id_token_is_no_logout_token(provider: Provider, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from samspel.accounts.provider.client import Client as Asker

    taken: list[str] = []
    original = Asker.verified

    def seen(self: Any, token: str) -> Any:
        taken.append(token)
        return original(self, token)

    monkeypatch.setattr(Asker, "verified", seen)
    provider.has("moa", "samspel-berga")
    comes_in(client, provider, "moa")
    assert Client().post("/sign-in/provider/signed-out/", {"logout_token": taken[0]}).status_code == 400


def test_a_link_that_an_administrator_takes_away_ends_what_came_by_it(provider: Provider, client: Client) -> None:
    provider.has("moa", "samspel-berga")
    comes_in(client, provider, "moa")
    services.unlink(User.objects.get(username="moa"), by=Operator())
    assert client.get("/account/").status_code == 302
    assert functions("moa") == set()


@pytest.mark.asvs("V10.1.1", "V14.2.4")
def test_the_refresh_token_is_sealed_in_the_database(provider: Provider, client: Client) -> None:
    from django.db import connection

    provider.has("moa", "samspel-berga")
    comes_in(client, provider, "moa")
    with connection.cursor() as cursor:
        cursor.execute("SELECT refresh FROM accounts_providersession")
        stored = cursor.fetchone()[0]
    assert stored.startswith("gAAAA")
    assert ProviderSession.objects.get().refresh not in stored


def test_a_token_of_who_left_stops_at_its_next_call(provider: Provider, client: Client) -> None:
    provider.has("moa", "samspel-berga")
    comes_in(client, provider, "moa")
    user = User.objects.get(username="moa")
    _row, secret = services.issue_token(user, name="t", scopes=[TokenScope.QUESTIONS_READ], by=Operator())
    asked: dict[str, Any] = {"headers": {"Authorization": f"Bearer {secret}"}}
    assert client.get("/api/v1/questions", **asked).status_code == 200
    services.leave(user, by=Operator())
    assert client.get("/api/v1/questions", **asked).status_code == 401
