"""What recurs is found each night, shown to those who can solve it at the root, and worked off."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.actors import Job
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.models import LogRow
from samspel.municipality.models import Area, Matter
from samspel.questions import queries, services
from samspel.questions.models import Recurrence
from samspel.questions.tests.given import ask

pytestmark = pytest.mark.django_db

WhoIs = Callable[[str], Who]
ClientAs = Callable[..., Client]
NIGHT = datetime(2026, 11, 3, 3, 20, tzinfo=UTC)
BY = Job("tests")


def asked(month: int, count: int, matter: str = "lighting-and-streets", area: str = "berga", year: int = 2026) -> None:
    """So many questions in the month."""
    for number in range(count):
        with clock.at(datetime(year, month, 2 + number % 20, 12, tzinfo=UTC)):
            ask(matter, area)


@pytest.fixture
def past() -> None:
    """A year with one or two a month, and nine in October."""
    asked(10, 1, year=2025)
    for month in range(1, 10):
        asked(month, 1 + month % 2)
    asked(10, 9)


def found() -> list[Recurrence]:
    with clock.at(NIGHT):
        services.find_recurring(by=BY)
    return list(Recurrence.objects.order_by("pk"))


@pytest.mark.usefixtures("past")
def test_a_month_that_its_past_does_not_explain_is_found_once() -> None:
    (row,) = found()
    assert (row.matter.code, row.area.code, f"{row.month:%Y-%m}", row.count) == (
        "lighting-and-streets", "berga", "2026-10", 9,
    )  # fmt: skip
    assert row.high < 9
    assert len(row.past) == 11
    assert found() == [row]
    assert LogRow.objects.filter(verb="recurrence.found").count() == 1


@pytest.mark.usefixtures("past")
def test_what_is_joined_is_one_thing(who: WhoIs) -> None:
    with clock.at(NIGHT):
        october = queries.visible_to(who("coordinator.berga")).filter(received_at__month=10, received_at__year=2026)
        services.join([one.pk for one in october], by=who("coordinator.berga"))
    assert found() == []


def test_nothing_is_said_with_less_than_half_a_year_behind() -> None:
    for month in range(6, 10):
        asked(month, 1)
    asked(10, 30)
    assert found() == []


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize(
    ("username", "seen"),
    [
        ("coordinator.berga", True), ("district.berga", True), ("coordinator.ryd", False), ("contact.urban", True),
        ("contact.school", False), ("evaluator", True), ("host.berga", False), ("partner.police", False),
        ("polare.ryd", False), ("admin", False),
    ],
)  # fmt: skip
def test_it_is_shown_to_the_areas_coordinators_and_to_who_answers_for_the_matter(
    who: WhoIs, client_as: ClientAs, username: str, seen: bool
) -> None:
    (row,) = found()
    assert bool(queries.recurring(who(username))) is seen
    page = client_as(username).get(reverse("questions:recurring"))
    assert (page.status_code == 200 and "Berga" in page.content.decode()) is seen
    if not seen:
        with pytest.raises(Missing):
            queries.recurrence(who(username), row.pk)


@pytest.mark.usefixtures("past")
def test_small_numbers_are_not_told_to_who_may_not_read_the_questions(client_as: ClientAs) -> None:
    found()
    coordinator = client_as("coordinator.berga").get(reverse("questions:recurring")).content.decode()
    department = client_as("contact.urban").get(reverse("questions:recurring")).content.decode()
    assert "&lt;5" in department
    assert "&lt;5" not in coordinator


@pytest.mark.usefixtures("past")
def test_it_is_taken_up_with_somebody_and_comes_back_on_its_day(who: WhoIs) -> None:
    (row,) = found()
    berga = who("coordinator.berga")
    with clock.at(NIGHT):
        day = clock.today() + timedelta(days=30)
        services.take_up(row.pk, "Samhällsbyggnad", "Byt armaturer i alla tunnlar.", day, by=berga, version=row.version)
        assert queries.recurring(berga) == []
        assert [one.row.pk for one in queries.recurring(berga, taken_up=True)] == [row.pk]
    with clock.at(NIGHT + timedelta(days=31)):
        assert [one.is_due for one in queries.recurring(berga)] == [True]


@pytest.mark.usefixtures("past")
def test_who_may_not_take_it_up_and_what_is_not_said_is_refused(who: WhoIs) -> None:
    (row,) = found()
    with clock.at(NIGHT):
        day = clock.today() + timedelta(days=1)
        for username in ("evaluator", "coordinator.ryd", "contact.school"):
            with pytest.raises(Missing):
                services.take_up(row.pk, "a", "b", day, by=who(username))
        berga = who("coordinator.berga")
        for words in ((" ", "b", day), ("a", " ", day), ("a", "b", clock.today())):
            with pytest.raises(Refused):
                services.take_up(row.pk, *words, by=berga)
        services.take_up(row.pk, "a", "b", day, by=berga, version=1)
        with pytest.raises(Stale):
            services.take_up(row.pk, "c", "d", day, by=berga, version=1)


def test_the_reads_are_as_many_however_long_the_list(client_as: ClientAs, who: WhoIs) -> None:
    area, matters = Area.objects.get(code="berga"), list(Matter.objects.order_by("pk"))
    client = client_as("coordinator.berga")

    def reads(rows: int) -> int:
        for matter in matters[:rows]:
            Recurrence.objects.get_or_create(
                matter=matter, area=area, month=date(2026, 10, 1),
                defaults={"count": 9, "low": 0, "high": 5, "past": [1] * 12, "found_at": clock.now()},
            )  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("questions:recurring")).status_code == 200
        assert len(queries.recurring(who("coordinator.berga"))) == rows
        return len(captured)

    reads(1)
    few = reads(1)
    assert reads(10) <= few


def test_it_stands_on_the_first_page_until_it_is_taken_up(client_as: ClientAs, who: WhoIs) -> None:
    row = Recurrence.objects.create(
        matter=Matter.objects.get(code="lighting-and-streets"), area=Area.objects.get(code="berga"),
        month=date(2026, 10, 1), count=9, low=0, high=5, past=[1] * 12, found_at=clock.now(),
    )  # fmt: skip
    berga = client_as("coordinator.berga")
    address = reverse("questions:take_up", args=[row.pk])
    assert address in berga.get("/").content.decode()
    assert address not in client_as("coordinator.ryd").get("/").content.decode()
    form = {"key": "t" * 32, "version": "1", "with_whom": "Samhällsbyggnad", "note": "Byt armaturer."}
    day = (clock.today() + timedelta(days=30)).isoformat()
    assert berga.post(address, {**form, "revisit_on": day}).status_code == 302
    assert address not in berga.get("/").content.decode()
    assert Recurrence.objects.get().taken_up_by == who("coordinator.berga").user
