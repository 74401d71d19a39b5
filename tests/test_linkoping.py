"""What is shipped for Linköping says what its sources say, and marks the rest as assumptions."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from samspel.municipality import queries
from samspel.municipality.models import Area, BodyDuty, FunctionPost, Goal, Level, Matter, OfficeHours, Team

pytestmark = pytest.mark.django_db

TEAMS = {
    "Skäggetorp": {"Skäggetorp", "Ljungsbro", "Linghem", "Bankekind", "Askeby", "Stjärnorp"},
    "Ryd": {"Ryd", "Vikingstad", "Lambohov", "Malmslätt", "Slaka", "Västerlösa", "Nykil", "Ulrika"},
    "Berga": {"Berga", "City", "Ekholmen", "Sturefors", "Bestorp", "Brokind"},
}
START = date(2021, 8, 15)


def test_three_teams_cover_the_whole_municipality_from_the_start() -> None:
    areas = Area.objects.with_team(START)
    held: dict[str, set[str]] = {}
    for area in areas:
        assert area.team
        held.setdefault(area.team.name.removeprefix("Områdesteam "), set()).add(area.name)
    assert held == TEAMS
    assert [team.number for team in Team.objects.order_by("number")] == [1, 2, 3]
    assert {area.name for area in areas if area.level == Level.MAIN} == set(TEAMS)
    assert not any(area.team for area in Area.objects.with_team(date(2021, 8, 14)))


def test_every_duty_of_the_coordination_model_is_a_row() -> None:
    duties = {body.code: body.duties.count() for body in queries.bodies()}
    assert duties == {"political-steering": 2, "steering": 6, "coordination": 9, "crime-prevention": 1, "operative": 1}
    assumed = BodyDuty.objects.filter(assumption=True).values_list("body__code", flat=True)
    assert set(assumed) == {"crime-prevention"}


@pytest.mark.parametrize(
    ("code", "convenor", "least", "most", "support"),
    [
        ("political-steering", "Kommunstyrelsens ordförande eller kommundirektören", 3, 3, {"security-unit"}),
        ("steering", "Biträdande kommundirektör", 3, 3, {"security-unit", "sustainability-unit"}),
        ("coordination", "Förvaltningsdirektör, särskilt utpekad", 4, 12, {"district_coordinator", "security-unit"}),
    ],
)
def test_who_convenes_a_body_how_often_and_on_whom_it_leans(
    code: str, convenor: str, least: int, most: int, support: set[str]
) -> None:
    body = next(one for one in queries.bodies() if one.code == code)
    assert (body.convenor, body.least_per_year, body.most_per_year) == (convenor, least, most)
    assert {one.unit.code if one.unit else one.function for one in body.resources.all()} == support


def test_functions_have_the_numbers_that_the_sources_give_and_no_others() -> None:
    stated = {one.function: one.how_many for one in FunctionPost.objects.exclude(how_many=None)}
    assert stated == {"area_coordinator": 3, "safety_host": 6, "polare": 20}
    assert queries.numbers().team_full_time == 20


def test_goals_differ_within_the_term() -> None:
    before, after = queries.goals(date(2020, 6, 1)), queries.goals(date(2022, 6, 1))
    assert (len(before), len(after)) == (6, 5)
    assert Goal.objects.count() == 11


def test_what_the_sources_leave_open_is_an_assumption() -> None:
    assert all(row.assumption for row in OfficeHours.objects.all())
    assert all(row.assumption for row in Matter.objects.all())
    assert all(row.assumption for row in queries.receivers())
    stated = [row.source for row in queries.routes() if not row.assumption]
    assert stated == ["[2], [3]"]


def test_midsummers_eve_is_outside_office_hours() -> None:
    zone = ZoneInfo("Europe/Stockholm")
    assert not queries.calendar().is_open(datetime(2026, 6, 19, 10, tzinfo=zone))
    assert queries.calendar().is_open(datetime(2026, 6, 18, 10, tzinfo=zone))
