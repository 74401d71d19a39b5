"""The act's checklist: what holds and what does not, by what stands in the product."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from samspel.thread import lawful
from samspel.thread.law import GUIDANCE, Facts, Holds, Named, Picture, Point, checklist
from tests.cast import ClientAs

TODAY = date(2026, 11, 16)
FRESH, OLD = date(2025, 9, 22), date(2024, 9, 22)
AGREED = Named("00000000-0000-4000-8000-000000000000", "Samverkan med polisen")
COUNCIL = Named("political", "Politisk styrgrupp")
WHOLE = Facts({"berga": Picture(FRESH), "ryd": Picture(FRESH)}, FRESH, 1, [COUNCIL], [AGREED])
NOTHING = Facts({"berga": None, "ryd": None}, None, 0, [], [])


def holds(facts: Facts, today: date = TODAY) -> dict[Point, Holds]:
    """Each point's answer."""
    return {one.point: one.holds for one in checklist(facts, today)}


def test_everything_in_place_holds_on_every_point() -> None:
    assert holds(WHOLE) == dict.fromkeys(Point, Holds.YES)


def test_nothing_in_place_holds_on_no_point() -> None:
    assert holds(NOTHING) == dict.fromkeys(Point, Holds.NO)


def test_a_picture_without_one_of_the_acts_three_sections_is_not_whole() -> None:
    facts = replace(WHOLE, pictures={"berga": Picture(FRESH, ("analysis",)), "ryd": Picture(FRESH)})
    found = {one.point: one for one in checklist(facts, TODAY)}
    assert found[Point.PICTURE].holds is Holds.PARTLY
    assert found[Point.PICTURE].lacking == ("berga",)


@pytest.mark.parametrize(
    ("change", "point"),
    [
        ({"plan_on": None}, Point.PLAN),
        ({"coordinators": 0}, Point.COORDINATION),
        ({"councils": []}, Point.COUNCIL),
        ({"agreements": []}, Point.AGREEMENTS),
    ],
)
def test_each_point_falls_with_what_it_rests_on(change: dict[str, object], point: Point) -> None:
    assert holds(replace(WHOLE, **change))[point] is Holds.NO  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "fresh"),
    [(date(2024, 11, 16), True), (date(2024, 11, 15), False), (date(2024, 12, 1), True), (date(2024, 2, 29), False)],
)
def test_a_picture_is_to_be_followed_up_within_two_years_to_the_day(day: date, fresh: bool) -> None:
    found = holds(replace(WHOLE, pictures={"berga": Picture(day)}))
    assert found[Point.FOLLOWED_UP] is (Holds.YES if fresh else Holds.NO)


def test_a_plan_that_is_too_old_is_not_followed_up_though_its_pictures_are() -> None:
    assert holds(replace(WHOLE, plan_on=OLD))[Point.FOLLOWED_UP] is Holds.PARTLY


def test_what_a_lawyer_must_confirm_is_told_as_guidance() -> None:
    assert {one.point for one in checklist(WHOLE, TODAY) if one.guidance} == GUIDANCE


@given(
    st.dictionaries(st.sampled_from("abc"), st.none() | st.builds(Picture, st.dates())),
    st.none() | st.dates(),
    st.dates(),
)
def test_whatever_stands_every_point_has_an_answer(
    pictures: dict[str, Picture | None], plan_on: date | None, today: date
) -> None:
    found = checklist(Facts(pictures, plan_on, 0, [], []), today)
    assert [one.point for one in found] == list(Point)
    assert all(set(one.lacking) <= set(pictures) for one in found)


@pytest.mark.django_db
def test_the_page_says_how_many_points_hold_and_what_is_lacking(client_as: ClientAs) -> None:
    response = client_as("coordinator.berga", language="en").get("/thread/law/")
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    assert "2 of 6 points of the act hold" in said
    assert "Missing for Berga" in said
    assert "None is adopted." in said
    assert "What is marked “Guidance” rests on" in said
    assert 'href="/situation/areas/berga/"' in response.content.decode()


def said_of(point: Point, facts: Facts) -> tuple[str, list[str]]:
    """What stands at a point, in English, and where its links lead."""
    with translation.override("en"):
        found = dict(zip(Point, lawful.lines(checklist(facts, TODAY), facts), strict=True))[point]
    return found.stands, [way.href for way in found.ways]


@pytest.mark.django_db
def test_each_point_names_what_answers_it_or_what_is_lacking_and_leads_there() -> None:
    pictures = {"berga": Picture(FRESH, ("analysis",)), "ryd": None}
    text, ways = said_of(Point.PICTURE, replace(WHOLE, pictures=pictures))
    assert text == "Missing for Ryd. Berga: nothing is written under Analysis."
    assert ways == ["/situation/areas/berga/", "/situation/areas/ryd/"]
    assert said_of(Point.COORDINATION, WHOLE)[0] == "The head of security holds it today."
    text, ways = said_of(Point.AGREEMENTS, WHOLE)
    assert text == "One agreement is in force:"
    assert ways == [f"/plans/agreements/{AGREED.id}/"]
    text, ways = said_of(Point.FOLLOWED_UP, replace(WHOLE, pictures={"berga": Picture(OLD)}, plan_on=None))
    assert "Berga: adopted 22 September 2024, more than two years ago. The plan is older" in text.replace("\u00a0", " ")
    assert ways == ["/situation/areas/berga/", "/plans/"]


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["partner.police", "polare.ryd", "admin", "contactcentre"])
def test_others_have_no_checklist(client_as: ClientAs, username: str) -> None:
    assert client_as(username).get("/thread/law/").status_code == 404
