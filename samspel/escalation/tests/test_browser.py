"""On a phone: with JavaScript the receiver follows what is chosen, and without it everything works as well."""

from collections.abc import Callable
from datetime import time

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from samspel.accounts.models import User
from samspel.core import clock
from samspel.escalation.models import Escalation, Leg
from samspel.escalation.tests.ground import TEXT, WhoIs, alarm, put_on_duty
from samspel.municipality.models import OfficeHours

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenAs = Callable[..., Page]


@pytest.fixture
def open_as(open_page: Callable[..., Page], client_as: Callable[..., Client], live_server: LiveServer) -> OpenAs:
    """open_as("host.berga"): a page of somebody signed in, at a time when the office is closed."""
    OfficeHours.objects.update(opens=time(3), closes=time(3, 1))

    def opened(username: str, **options: object) -> Page:
        page = open_page(**options)
        session = client_as(username).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return opened


def on_duty_now(user: User) -> None:
    """The shift goes on."""
    now = clock.now()
    put_on_duty(user, now.replace(hour=0, minute=0), now.replace(year=now.year + 1))


def test_the_receiver_follows_what_is_chosen(open_as: OpenAs, cast: dict[str, User]) -> None:
    on_duty_now(cast["duty.officer"])
    page = open_as("coordinator.berga")
    page.goto("/escalations/new/")
    button = page.locator("#route button")
    expect(button).to_have_text("Larma TiB nu")
    expect(page.get_by_label("Utbildnings- och arbetsmarknadsförvaltningen")).to_be_hidden()
    page.get_by_label("Segregation").check()
    expect(button).to_have_text("Visa vem som får det")
    page.get_by_label("Utbildnings- och arbetsmarknadsförvaltningen").check()
    expect(button).to_have_text("Lyft frågan till Chefer, Utbildning och arbetsmarknad")
    page.get_by_label("Social- och omsorgsförvaltningen").check()
    page.get_by_label("Ja, men det gick inte").check()
    expect(button).to_have_text("Lyft frågan till SMS-gruppen")
    page.get_by_label("Berätta kort").fill("Ingen plats efter skolan.")
    page.get_by_label("Nummer att ringa tillbaka på").fill("070-174 06 31")
    button.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ingen plats efter skolan.")
    assert Leg.objects.get().receiver == "coordination_group"


def test_without_javascript_the_alarm_is_sent_taken_and_finished(open_as: OpenAs, cast: dict[str, User]) -> None:
    on_duty_now(cast["duty.officer"])
    host = open_as("host.berga", java_script_enabled=False)
    host.goto("/escalations/new/")
    host.get_by_label("Berätta kort").fill(TEXT)
    host.get_by_label("Nummer att ringa tillbaka på").fill("070-174 06 31")
    host.get_by_role("button", name="Larma TiB nu").click()
    expect(host.locator("main")).to_contain_text("Det väntar på Tjänsteman i beredskap (TiB)")

    officer = open_as("duty.officer", java_script_enabled=False)
    officer.goto("/escalations/duty/")
    officer.get_by_role("button", name="Jag tar det").click()
    officer.get_by_role("link", name="Skriv vad som gjordes").click()
    officer.get_by_label("Vad som gjordes").fill("Värdar på plats.")
    officer.get_by_label("Vad det gav").fill("Lugnt efter en timme.")
    officer.get_by_role("button", name="Rapportera som klart").click()
    expect(officer.get_by_role("heading", level=1)).to_have_text("Inget larm väntar")
    host.reload()
    expect(host.locator("main")).to_contain_text("Lugnt efter en timme.")


def test_the_duty_officers_page_fetches_a_new_alarm_by_itself(
    open_as: OpenAs, cast: dict[str, User], who: WhoIs
) -> None:
    on_duty_now(cast["duty.officer"])
    page = open_as("duty.officer")
    page.clock.install()
    page.goto("/escalations/duty/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inget larm väntar")
    alarm(who("host.berga"))
    page.clock.run_for(31_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ett larm väntar på dig")
    expect(page).to_have_title("1 larm väntar – Samspel")
    page.get_by_role("button", name="Jag tar det").click()
    expect(page.locator("main")).to_contain_text("Hos Tjänsteman i beredskap (TiB)")
    assert Escalation.objects.get().legs.get().acknowledged_by == cast["duty.officer"]
