"""A duty officer's own shifts in their own calendar: a secret address, without persons, ended when it should."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from samspel.accounts import services as accounts
from samspel.accounts.models import CalendarLink, User
from samspel.accounts.rules import Function
from samspel.accounts.who import who_is
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.core.models import LogRow
from samspel.duty.models import DutyShift
from tests.cast import Cast, ClientAs


def shift(user: User, days: int) -> DutyShift:
    starts = (clock.now() + timedelta(days=days)).replace(microsecond=0)
    return DutyShift.objects.create(user=user, span=(starts, starts + timedelta(hours=14)))


@pytest.fixture
def officer(cast: Cast) -> User:
    """On duty tomorrow, last week and last year; a colleague is on the day after."""
    for days in (1, -7, -365):
        shift(cast["duty.officer"], days)
    shift(cast["duty.second"], 2)
    return cast["duty.officer"]


def secret_of(user: User) -> str:
    return accounts.new_calendar_link(user, by=who_is(user))[1]


def fetched(secret: str) -> Any:
    return Client().get(f"/duty/calendar/{secret}/shifts.ics")


def events(secret: str) -> list[Any]:
    return list(Calendar.from_ical(fetched(secret).content).walk("VEVENT"))


def test_the_page_shows_the_address_once_and_it_opens_the_shifts(officer: User, client_as: ClientAs) -> None:
    client = client_as("duty.officer")
    key = client.get("/duty/calendar/").context["form"]["key"].value()
    made = client.post("/duty/calendar/", {"key": key})
    address = made.context["address"]
    assert address in made.content.decode()
    assert address not in client.get("/duty/calendar/").content.decode()
    path = "/" + address.split("/", 3)[3]
    assert Client().get(path)["Content-Type"] == "text/calendar; charset=utf-8"
    assert client.post("/duty/calendar/", {"key": key}).status_code == 302, "sent twice, done once"
    assert Client().get(path).status_code == 200


def test_it_holds_ones_own_shifts_and_names_nobody(officer: User, cast: Cast) -> None:
    secret = secret_of(officer)
    found = events(secret)
    own = DutyShift.objects.filter(user=officer, span__endswith__gt=clock.now() - timedelta(days=31)).order_by("span")
    assert [(one["DTSTART"].dt, one["DTEND"].dt) for one in found] == [(row.starts, row.ends) for row in own]
    assert len(found) == 2
    text = fetched(secret).content.decode()
    assert not [name for user in cast.values() for name in (user.name, user.username, user.email) if name in text]


def test_it_speaks_its_owners_language(officer: User) -> None:
    secret = secret_of(officer)
    assert events(secret)[0]["SUMMARY"] == "Beredskap"
    accounts.change_details(officer, by=Operator(), language="en")
    assert events(secret)[0]["SUMMARY"] == "On duty"


def test_a_shift_that_somebody_takes_over_is_gone(officer: User, cast: Cast) -> None:
    secret = secret_of(officer)
    row = DutyShift.objects.filter(user=officer).order_by("-span")[0]
    row.user = cast["duty.second"]
    row.save()
    assert len(events(secret)) == 1


def test_the_secret_is_kept_nowhere_and_logged_nowhere(officer: User) -> None:
    secret = secret_of(officer)
    kept = str(list(CalendarLink.objects.values())) + str(list(LogRow.objects.values()))
    assert secret not in kept
    assert "made calendar link" in kept


def test_a_new_address_ends_the_old_one_and_it_can_be_ended(officer: User, client_as: ClientAs) -> None:
    first, second = secret_of(officer), secret_of(officer)
    assert (fetched(first).status_code, fetched(second).status_code) == (404, 200)
    client = client_as("duty.officer")
    key = client.get("/duty/calendar/").context["form"]["key"].value()
    client.post("/duty/calendar/end/", {"key": key})
    assert fetched(second).status_code == 404


@pytest.mark.parametrize(
    "ends",
    [
        lambda user: accounts.leave(user, by=Operator()),
        lambda user: accounts.deactivate(user, by=Operator()),
        lambda user: accounts.end_assignment(user.assignments.get(function=Function.DUTY_OFFICER), by=Operator()),
    ],
    ids=["left", "closed", "officer no more"],
)
def test_it_ends_with_its_owners_right(officer: User, ends: Any) -> None:
    secret = secret_of(officer)
    assert fetched(secret).status_code == 200
    ends(officer)
    assert fetched(secret).status_code == 404


@pytest.mark.parametrize("secret", ["x", "a" * 500, "%00", "%ED%A0%80", "%C3%A5"])
def test_a_guess_opens_nothing(officer: User, secret: str) -> None:
    secret_of(officer)
    assert fetched(secret).status_code in {400, 404}


def test_nobody_but_duty_officers_has_one(client_as: ClientAs) -> None:
    for username in ("security.head", "admin", "coordinator.berga"):
        assert client_as(username).get("/duty/calendar/").status_code == 404
