"""What others ask of the municipality, with few reads: tried with one that is like no other."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from samspel.core.actors import Operator
from samspel.core.errors import Missing
from samspel.municipality import queries, services
from samspel.municipality.functions import Function
from samspel.municipality.models import Department, ReceiverRole
from samspel.municipality.tests.places import INVENTED, described

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def almvik(empty: None) -> None:
    """A municipality with two levels of forums, two teams, a lunch break and Fridays off."""
    services.apply(described(INVENTED), by=Operator(), today=TODAY)


def test_areas_come_in_swedish_order_with_their_team_in_three_reads_at_first(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(3):
        found = [(area.name, area.team.code if area.team else "") for area in queries.areas(TODAY)]
    assert found == [("Hamnen", "south"), ("Ålnäs", "north"), ("Ängsberget", "north"), ("Östra marken", "south")]
    assert queries.area("alnas", date(2025, 8, 31)).team == queries.teams()[1]


def test_bodies_come_whole_in_five_reads_at_first(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(5):
        council, group = queries.bodies()
        assert [seat.organisation.code for seat in council.seats.all() if seat.organisation] == ["police"]
        assert [str(one.unit) for one in council.resources.all()] == ["Förebyggande enheten"]
        assert [one.text for one in group.duties.all()] == ["Lägga veckans arbete.", "Hålla lägesbilden aktuell."]
    assert group.reports_to == council
    assert queries.coordination_body() == group


def test_the_standing_orders_are_plain_rows_in_order(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(4):
        rows = queries.routes()
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]
    assert rows[0].departments == ("welfare", "technical")
    assert [row.number for row in rows if row.fits("calm", "hamnen", "partner")] == [1, 2, 3, 5]
    assert [row.number for row in rows if row.fits(None, None, None)] == [5]
    assert rows[-1].fits("anything", "anywhere", "anybody")


def test_the_office_keeps_its_own_hours() -> None:
    calendar = queries.calendar()
    zone = ZoneInfo("Europe/Stockholm")

    def is_open(text: str) -> bool:
        return calendar.is_open(datetime.fromisoformat(text).replace(tzinfo=zone))

    assert not is_open("2026-11-23T12:00")  # Monday's lunch
    assert is_open("2026-11-26T18:59")  # Thursday evening
    assert not is_open("2026-11-27T10:00")  # Friday
    assert is_open("2026-11-28T10:00")  # Saturday
    assert is_open("2026-06-06T10:00")  # National Day, set open
    assert not is_open("2026-05-07T12:00")  # set closed
    assert is_open("2026-12-31T12:00")  # an eve that is a working day here
    assert queries.calendar() is calendar


def test_receivers_have_a_line_to_its_end(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(3):
        rows = {one.code: one for one in queries.receivers()}
        line = [(step.name, step.phone, step.minutes, step.is_end) for step in rows["duty_officer"].line.all()]
    assert line == [("Trygghetschefen", "08-465 004 90", 10, False), ("Räddningschefen", "08-465 004 91", None, True)]
    welfare = Department.objects.get(code="welfare")
    assert queries.receiver(ReceiverRole.MANAGERS, welfare).code == "managers:welfare"
    assert queries.receiver(ReceiverRole.COORDINATION_GROUP).body == queries.coordination_body()
    with pytest.raises(Missing):
        queries.receiver(ReceiverRole.MANAGERS)


def test_numbers_and_names_are_its_own() -> None:
    assert (queries.numbers().answer_days, queries.numbers().acknowledge_minutes) == (8, 10)
    assert queries.function_names()[Function.SAFETY_HOST] == "Kvartersvärd"
    assert set(queries.function_names()) == set(Function.values)
    assert [one.code for one in queries.languages()] == ["sv", "fi", "ti"]
    assert [one.number for one in queries.emergency_numbers()] == ["112"]
    assert queries.the_municipality().contact_centre == queries.department("service-desk")
    assert [one.text for one in queries.goals(TODAY)] == ["Lugna kvarter"]
    assert queries.goals(date(2020, 1, 1)) == []


def test_what_is_not_there_is_missing() -> None:
    with pytest.raises(Missing):
        queries.department("education")
    with pytest.raises(Missing):
        queries.area("nowhere")
