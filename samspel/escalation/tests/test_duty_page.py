"""The duty officer's page for a bad line, and the morning's handover."""

import gzip
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from samspel.accounts.models import User
from samspel.core import clock
from samspel.escalation import services
from samspel.escalation.models import HandoverNote
from samspel.escalation.tests.ground import (
    MIDSUMMERS_EVE,
    TEXT,
    WhoIs,
    alarm,
    later,
    letters,
    put_on_duty,
    weekend_duty,
)

pytestmark = pytest.mark.django_db
ClientAs = Callable[..., Client]


@pytest.fixture
def on_duty(cast: dict[str, User]) -> User:
    weekend_duty(cast["duty.officer"])
    return cast["duty.officer"]


def text_of(answer: Any) -> str:
    """What the page says, without marks-up."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).replace("\u00a0", " ")


def hidden(answer: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found, name
    return unescape(found[1])


# --- The duty officer's page ---------------------------------------------------------------------

SMALL = 12_000
"""Bytes of the whole page on the line: itself, its style and its script, packed."""


def test_the_duty_officers_page_is_small_and_fetches_no_font_and_no_picture(
    client_as: ClientAs, who: WhoIs, on_duty: User
) -> None:
    with clock.at(MIDSUMMERS_EVE):
        for _ in range(3):
            alarm(who("host.berga"))
        answer = client_as("duty.officer").get("/escalations/duty/")
    html = answer.content.decode()
    loaded = re.findall(r'<(?:link rel="stylesheet" href|script src)="/static/([^"]+)"', html)
    assert loaded == ["ui/ground.css", "escalation/again.js"]
    parts = [html.encode(), *(open_static(name) for name in loaded)]
    assert sum(len(gzip.compress(part)) for part in parts) < SMALL
    assert not re.search(rb"@font-face|url\(", parts[1])
    assert "<img" not in html


def open_static(name: str) -> bytes:
    path = finders.find(name)
    assert isinstance(path, str)
    with open(path, "rb") as file:  # noqa: PTH123 - a path of Django's
        return file.read()


def test_the_duty_officer_takes_it_in_the_dark_and_comes_back(client_as: ClientAs, who: WhoIs, on_duty: User) -> None:
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
    client = client_as("duty.officer")
    with later(MIDSUMMERS_EVE, minutes=5):
        shown = client.get("/escalations/duty/")
        said = text_of(shown)
        assert "Ett larm väntar på dig" in said
        assert "Om 10 minuter, kl. 23.29, går larmet till nästa i tur." in said
        assert 'href="tel:+46701740631"' in shown.content.decode() or 'href="tel:0701740631"' in shown.content.decode()
        taken = client.post(f"/escalations/legs/{leg.pk}/acknowledge/?from=duty", {"key": hidden(shown, "key")})
        assert taken["location"] == "/escalations/duty/"
        assert "Något pågår" in text_of(client.get("/escalations/duty/"))
        assert client.get(f"/escalations/legs/{leg.pk}/hand-over/?from=duty").status_code == 200


def test_off_duty_the_page_says_when_the_next_shift_is_and_shows_no_alarm(
    client_as: ClientAs, who: WhoIs, on_duty: User
) -> None:
    second = who("duty.second").user
    assert second is not None
    with later(MIDSUMMERS_EVE, days=-2):
        put_on_duty(second, clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=9))
        alarm(who("host.berga"))
        said = text_of(client_as("duty.officer").get("/escalations/duty/"))
    assert "Du har inte beredskap nu" in said
    assert "Ditt nästa pass börjar 18 juni 2026" in said
    assert TEXT[:30] not in said


# --- The morning ---------------------------------------------------------------------------------


def test_the_night_is_handed_over_on_one_page(client_as: ClientAs, who: WhoIs, on_duty: User) -> None:
    with clock.at(MIDSUMMERS_EVE):
        leg = alarm(who("host.berga"))
        services.acknowledge(leg, by=who("duty.officer"))
    with later(MIDSUMMERS_EVE, hours=9):
        officer = client_as("duty.officer")
        shown = officer.get("/escalations/night/")
        assert TEXT[:30] in text_of(shown)
        given = officer.post("/escalations/night/", {"key": hidden(shown, "key"), "text": "Lugnt efter två."})
        note = HandoverNote.objects.get()
        assert given["location"] == f"/escalations/handovers/{note.pk}/"
        assert set(letters("escalation.night")) == {"sakerhetschef@linkoping.example", "security.head@example.org"}
        head = client_as("security.head")
        page = head.get(given["location"])
        assert "Lugnt efter två." in text_of(page)
        assert "Pågår" in text_of(page)
        head.post(f"{given['location']}receive/", {"key": hidden(page, "key")})
        assert "Mottaget av Säkerhetschef" in text_of(officer.get(given["location"]))
        assert client_as("duty.second").get(given["location"]).status_code == 404
        assert "Överlämnade nätter" in text_of(head.get("/escalations/handovers/"))


def test_without_a_shift_there_is_no_night_to_hand_over(client_as: ClientAs) -> None:
    assert client_as("duty.officer").get("/escalations/night/").status_code == 404
    assert client_as("security.head").get("/escalations/night/").status_code == 404


def test_after_the_shift_there_is_time_to_hand_it_over(client_as: ClientAs, on_duty: User) -> None:
    over = MIDSUMMERS_EVE + timedelta(days=3)
    with later(over, hours=5):
        assert client_as("duty.officer").get("/escalations/night/").status_code == 200
    with later(over, hours=7):
        assert client_as("duty.officer").get("/escalations/night/").status_code == 404
