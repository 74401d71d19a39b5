"""The roster's pages: who is on duty, the gaps to fill, and planning by the clock on the wall."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from html import unescape
from typing import Any

import pytest
from django.test import Client

from samspel.accounts.models import User
from samspel.core import clock
from samspel.duty import queries
from samspel.duty.models import DutyShift
from samspel.duty.rules import wall

pytestmark = pytest.mark.django_db
ClientAs = Callable[..., Client]
NOON = datetime(2026, 6, 15, 10, tzinfo=queries.zone())


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).replace("\u00a0", " ")


def at(day: date, hour: int) -> datetime:
    return wall(day, time(hour), queries.zone())


def plan(client: Client, officer: User, **given: Any) -> Any:
    body = {
        "key": "k",
        "user": officer.pk,
        "starts_day": "2026-06-15",
        "starts_time": "17:00",
        "ends_day": "2026-06-16",
        "ends_time": "08:00",
        "times": 1,
        "every_weeks": 1,
    }
    return client.post("/duty/plan/", body | given)


def test_the_roster_says_who_is_on_duty_and_shows_the_gaps_ahead(client_as: ClientAs, cast: dict[str, User]) -> None:
    DutyShift.objects.create(user=cast["duty.officer"], span=(at(date(2026, 6, 15), 0), at(date(2026, 6, 19), 8)))
    with clock.at(NOON):
        said = text_of(client_as("duty.officer").get("/duty/"))
        planner = client_as("security.head").get("/duty/").content.decode()
    assert "Camilla Nordvik har beredskap till 19 juni 2026 kl. 08.00" in said
    assert "Ingen i beredskap Går till TiB 2 fredag 19 juni kl. 08.00 – måndag 22 juni kl. 08.00, 72 timmar" in said
    assert "Fyll luckan" not in said
    assert "Fyll luckan" in planner


def test_a_gap_is_filled_in_two_presses(client_as: ClientAs, cast: dict[str, User]) -> None:
    with clock.at(NOON):
        head = client_as("security.head")
        link = re.search(r'href="(/duty/plan/\?[^"]+)"', head.get("/duty/").content.decode())
        assert link
        form = head.get(unescape(link[1])).content.decode()
        assert re.search(r'name="starts_day" value="2026-06-15"', form)
        assert re.search(r'name="ends_time" value="08:00"', form)
        assert plan(head, cast["duty.second"])["location"] == "/duty/?from=2026-06-15"
    assert queries.on_duty(at(date(2026, 6, 15), 20)) == cast["duty.second"]


def test_a_time_that_the_clocks_skip_is_refused_in_words(client_as: ClientAs, cast: dict[str, User]) -> None:
    with clock.at(NOON):
        answer = plan(
            client_as("security.head"),
            cast["duty.officer"],
            starts_day="2027-03-27",
            ends_day="2027-03-28",
            ends_time="02:30",
        )
    assert answer.status_code == 422
    assert "Då ställs klockan fram, så den tiden finns inte." in text_of(answer)


def test_an_overlap_is_refused_at_its_field_and_what_was_typed_is_kept(
    client_as: ClientAs, cast: dict[str, User]
) -> None:
    with clock.at(NOON):
        head = client_as("security.head")
        plan(head, cast["duty.officer"])
        answer = plan(head, cast["duty.second"], key="other", ends_time="09:30")
    assert answer.status_code == 422
    assert "Camilla Nordvik har beredskap från 15 juni 2026 kl. 17.00" in text_of(answer)
    assert 'value="09:30"' in answer.content.decode()


def test_a_shift_is_replaced_swapped_and_taken_out_by_pages(client_as: ClientAs, cast: dict[str, User]) -> None:
    first, second = cast["duty.officer"], cast["duty.second"]
    with clock.at(NOON):
        head = client_as("security.head")
        plan(head, first)
        plan(head, second, key="2", starts_day="2026-06-17", ends_day="2026-06-18")
        one, other = DutyShift.objects.all()
        assert head.get(f"/duty/{one.pk}/").status_code == 200
        assert head.post(f"/duty/{one.pk}/swap/", {"key": "3", "other": other.pk}).status_code == 302
        part = {
            "user": first.pk,
            "starts_day": "2026-06-15",
            "starts_time": "22:00",
            "ends_day": "2026-06-16",
            "ends_time": "08:00",
        }
        assert head.post(f"/duty/{one.pk}/replace/", {"key": "4", **part}).status_code == 302
        assert [shift.user for shift in DutyShift.objects.all()] == [second, first, first]
        last = DutyShift.objects.last()
        assert last is not None
        assert head.post(f"/duty/{last.pk}/remove/", {"key": "5", "version": last.version}).status_code == 302
    assert DutyShift.objects.count() == 2


def test_a_stale_change_shows_how_it_stands(client_as: ClientAs, cast: dict[str, User]) -> None:
    with clock.at(NOON):
        head = client_as("security.head")
        plan(head, cast["duty.officer"])
        shift = DutyShift.objects.get()
        answer = head.post(f"/duty/{shift.pk}/remove/", {"key": "9", "version": shift.version + 1})
    assert answer.status_code == 422
    assert "Nu har Camilla Nordvik det" in text_of(answer)


@pytest.mark.parametrize("query", ["from=x", "from=0001-01-01", "from=9999-12-31", "from="])
def test_an_odd_week_is_this_week(client_as: ClientAs, query: str) -> None:
    with clock.at(NOON):
        assert "Vecka 25" in text_of(client_as("security.head").get(f"/duty/?{query}"))


def test_who_may_not_plan_finds_no_page(client_as: ClientAs) -> None:
    assert client_as("duty.officer").get("/duty/plan/").status_code == 404
    assert client_as("coordinator.berga").get("/duty/").status_code == 404
    assert client_as("admin").get("/duty/plan/").status_code == 200
