"""The demo's observations: every kind, every way to know when, and more of something lately."""

from datetime import timedelta

import pytest

from samspel.core import clock, persondata
from samspel.municipality import queries as municipality
from samspel.observations.models import Observation, State, WhenKnown

pytestmark = pytest.mark.usefixtures("loaded")


def test_every_kind_occurs_and_every_state() -> None:
    used = set(Observation.objects.values_list("kind__code", flat=True))
    assert {one.code for one in municipality.observation_kinds()} - used <= {"threat-violence", "fire", "other"}
    assert set(Observation.objects.values_list("state", flat=True)) == set(State.values)
    known = set(Observation.objects.values_list("when_known", flat=True))
    assert known >= {WhenKnown.EXACT, WhenKnown.SPAN, WhenKnown.DAY}


def test_the_darkness_in_the_tunnel_is_more_this_week_than_before() -> None:
    dark = Observation.objects.filter(kind__code="lighting", area__code="berga")
    week = clock.now() - timedelta(days=7)
    before = dark.filter(happened_from__range=(week - timedelta(days=7), week))
    assert dark.filter(happened_from__gt=week).count() > before.count() >= 1


def test_there_are_as_many_as_were_meant_and_nobody_is_named() -> None:
    assert 60 < Observation.objects.count() < 200
    assert not [one for one in Observation.objects.all() if persondata.findings(f"{one.text} {one.place_text}")]
