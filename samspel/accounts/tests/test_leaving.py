"""Somebody no longer works here: every way in ends at once."""

from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.cache import cache
from django.test import Client

from samspel.accounts import services
from samspel.accounts.models import StandIn, User
from samspel.accounts.provider.client import provider_id
from samspel.accounts.rules import Function, TokenScope
from samspel.accounts.who import who_is
from samspel.cli import admin
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.core.errors import Missing, Refused
from samspel.core.models import LogRow
from tests.cast import Cast, ClientAs, Whos
from tests.identity import Provider, comes_in

PASSWORD = "vinter kanot apelsin"


@pytest.fixture
def officer(cast: Cast, settings: Any) -> User:
    cache.clear()
    settings.SECOND_FACTOR = ["none"]
    user = cast["duty.officer"]
    services.set_password(user, PASSWORD, by=Operator())
    return user


def test_every_way_in_ends_at_once(officer: User, cast: Cast, client_as: ClientAs) -> None:
    at_page = client_as("duty.officer")
    assert at_page.get("/account/").status_code == 200
    _row, secret = services.issue_token(officer, name="t", scopes=list(TokenScope), by=Operator())
    asked: dict[str, Any] = {"headers": {"Authorization": f"Bearer {secret}"}}
    _link, calendar = services.new_calendar_link(officer, by=who_is(officer))
    assert Client().get("/api/v1/escalations", **asked).status_code == 200
    assert Client().get(f"/duty/calendar/{calendar}/shifts.ics").status_code == 200
    services.leave(officer, by=Operator())
    assert at_page.get("/account/").status_code == 302
    assert Client().get("/api/v1/escalations", **asked).status_code == 401
    assert Client().get(f"/duty/calendar/{calendar}/shifts.ics").status_code == 404
    browser = Client()
    browser.post("/sign-in/", {"login": "duty.officer", "password": PASSWORD})
    assert browser.get("/account/").status_code == 302


def test_what_they_hold_and_whom_they_stand_in_for_ends(officer: User, cast: Cast) -> None:
    today = clock.today()
    for absent, other, days in (("duty.second", "duty.officer", 5), ("duty.officer", "duty.second", 5)):
        for first in (-2, 0, 1):
            StandIn.objects.create(
                absent=cast[absent], stand_in=cast[other], starts=today + timedelta(days=first),
                ends=today + timedelta(days=days),
            )  # fmt: skip
    services.leave(officer, by=Operator())
    assert not who_is(officer).holdings
    assert not StandIn.objects.filter(ends__gte=today).exists()
    assert StandIn.objects.count() == 2, "what has been is kept"
    services.activate(officer, by=Operator())
    assert not who_is(officer).holdings
    assert not User.objects.get(pk=officer.pk).has_usable_password()


def test_it_stands_in_the_log(officer: User) -> None:
    before = LogRow.objects.count()
    services.leave(officer, by=Operator())
    verbs = list(LogRow.objects.order_by("pk")[before:].values_list("verb", flat=True))
    assert verbs == ["ended assignment", "left"]


def test_the_only_administrator_does_not_leave(cast: Cast) -> None:
    with pytest.raises(Refused):
        services.leave(cast["admin"], by=Operator())


def test_nobody_but_an_administrator_says_that_somebody_left(officer: User, who: Whos) -> None:
    with pytest.raises(Missing):
        services.leave(officer, by=who("evaluator"))


def test_the_command_line_does_it_too(officer: User) -> None:
    assert CliRunner().invoke(admin.command, ["leave", "Duty.Officer"]).exit_code == 0
    assert not User.objects.get(pk=officer.pk).is_active
    assert CliRunner().invoke(admin.command, ["leave", "nobody"]).exit_code == 1


def test_an_administrator_does_it_at_the_page_which_asks_first(officer: User, client_as: ClientAs) -> None:
    client, page = client_as("admin"), f"/people/{officer.pk}/leave/"
    form = client.get(page).context["form"]
    assert User.objects.get(pk=officer.pk).is_active
    client.post(page, {"key": form["key"].value()})
    assert not User.objects.get(pk=officer.pk).is_active


# --- The identity provider still vouches for them -----------------------------------------------


def shut_out(provider: Provider, sub: str) -> bool:
    """Whether the provider's sign-in meets a closed account, and makes nobody new."""
    before = User.objects.count()
    answer = comes_in(Client(), provider, sub)
    return (answer.status_code, "stängt" in answer.content.decode(), User.objects.count()) == (403, True, before)


@pytest.fixture
def linked(cast: Cast, provider: Provider) -> User:
    """The evaluator, whom the provider knows by another name, and whose groups give a function."""
    provider.has("ulrika", "samspel-berga")
    services.link(cast["evaluator"], "ulrika", provider=provider_id(), by=who_is(cast["evaluator"]))
    assert comes_in(Client(), provider, "ulrika").status_code == 302
    return cast["evaluator"]


def test_who_left_meets_a_closed_account_whatever_the_provider_calls_them(provider: Provider, linked: User) -> None:
    services.leave(linked, by=Operator())
    assert shut_out(provider, "ulrika")


def test_so_does_the_second_of_a_name(provider: Provider) -> None:
    for sub in ("one", "two"):
        provider.has(sub, "samspel-berga", preferred_username="anna")
        comes_in(Client(), provider, sub)
    services.leave(User.objects.get(username="anna-2"), by=Operator())
    assert shut_out(provider, "two")
    assert comes_in(Client(), provider, "one").status_code == 302, "the control: the first of the name works on"


@pytest.mark.parametrize("left_first", [True, False])
def test_a_link_that_was_taken_away_opens_nothing_for_who_left(
    provider: Provider, linked: User, left_first: bool
) -> None:
    steps = (services.leave, services.unlink)
    for step in steps if left_first else reversed(steps):
        step(linked, by=Operator())
    assert shut_out(provider, "ulrika")


def test_a_sign_in_that_became_anothers_opens_what_it_became(provider: Provider, linked: User, cast: Cast) -> None:
    services.unlink(linked, by=Operator())
    services.link(cast["duty.officer"], "ulrika", provider=provider_id(), by=who_is(cast["duty.officer"]))
    services.leave(linked, by=Operator())
    assert comes_in(client := Client(), provider, "ulrika").status_code == 302
    assert client.get("/account/").wsgi_request.user == cast["duty.officer"]


def test_who_comes_back_to_work_has_just_what_the_groups_give(provider: Provider, linked: User) -> None:
    services.leave(linked, by=Operator())
    services.activate(linked, by=Operator())
    assert comes_in(Client(), provider, "ulrika").status_code == 302
    assert who_is(linked).functions == {Function.AREA_COORDINATOR}
