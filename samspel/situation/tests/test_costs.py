"""What the pages cost in statements: the same with one thing as with many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samspel.situation import services
from samspel.situation.models import AdoptedPicture, BasisKind, Challenge
from samspel.situation.services import Rests
from samspel.situation.tests.given import DRAFTER, area, challenge, indicator, value, world
from tests.cast import ClientAs, Whos

pytestmark = pytest.mark.django_db
MOST = 18
"""Who asks and what they hold, the mark of the municipality, what the page itself reads, and where it shows the thread
through its thing, what stands next to it there."""


def test_no_page_costs_more_with_more_rows(who: Whos, client_as: ClientAs) -> None:
    made, client = world(who), client_as("coordinator.ryd")
    one, newest = Challenge.objects.get(), AdoptedPicture.objects.latest("number")
    addresses = [
        reverse("situation:pictures"),
        reverse("situation:area", args=["berga"]),
        reverse("situation:compared", args=[newest.pk]),
        reverse("situation:draft", args=[made.pk]),
        reverse("situation:challenges"),
        reverse("situation:indicators") + "?area=berga",
        reverse("situation:indicator", args=["reported-crimes"]),
    ]

    def costs() -> dict[str, int]:
        found = {}
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            found[address] = len(seen)
        return found

    before = costs()
    by = who(DRAFTER)
    for number in range(4):
        more = challenge(by, title=f"Utmaning {number}")
        services.rest_on(more.pk, Rests(BasisKind.INDICATOR, indicator=indicator(), area=area()), by=by)
        services.rest_on(one.pk, Rests(BasisKind.INDICATOR, indicator=indicator("turnout"), note=str(number)), by=by)
        value(f"{2010 + number}", "10", by=by, where="ryd")
    assert costs() == before
    assert {address: count for address, count in before.items() if count > MOST} == {}
