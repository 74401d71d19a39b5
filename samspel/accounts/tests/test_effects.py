"""Whoever holds a function at a place that ends is told of before it ends."""

from datetime import timedelta

import pytest
from django.utils import translation

from samspel.accounts import effects
from samspel.core import clock
from samspel.municipality.content import stored
from samspel.municipality.effects import Effect, Planned
from samspel.municipality.files import examine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


def told(days: int = 0) -> list[Effect]:
    """What is told when the police is no longer among the organisations."""
    before = stored.document()
    after = {
        **before,
        "organisation": {
            **before["organisation"],
            "organisations": [one for one in before["organisation"]["organisations"] if one["code"] != "police"],
        },
        "bodies": {"bodies": [_without_seats(one) for one in before["bodies"]["bodies"]]},
    }
    sides = [examine(one).description for one in (before, after)]
    assert sides[0]
    assert sides[1], examine(after).faults
    today = clock.today()
    with translation.override("en"):
        return list(effects._of_holders(Planned(sides[0], sides[1], today + timedelta(days=days), today)))


def _without_seats(body: dict[str, object]) -> dict[str, object]:
    seats = body.get("seats")
    kept = [one for one in seats if one.get("organisation") != "police"] if isinstance(seats, list) else []
    return {**body, "seats": kept} if kept else body


def test_a_place_where_somebody_holds_a_function_can_not_end_today() -> None:
    assert [(one.text, one.stops) for one in told()] == [("1 person holds a function at Polisen.", True)]


def test_from_a_day_to_come_it_is_told_and_not_refused() -> None:
    assert [one.stops for one in told(days=9)] == [False]
